# Every sentence of the chat in Brazilian Portuguese. Number first, then its unit; one idea a line; an error says what to do next.
# Markup is added by the program: whatever stands here is shown as it is written.

## Numbers, days and spans

interval = { $low } a { $high }%
when = { $day } { $time } de Nova York
when-in-table = { $day } { $time }
date = { $day } { $year }
day-and-month = { $weekday } { $day } { $month }
bare-day = { $day } { $month }
unit-moment = menos de um minuto
unit-minutes = { $count } min
unit-hours = { $minutes ->
    [0] { $hours } h
   *[other] { $hours } h { $minutes } min
}
unit-days = { $count ->
    [one] { $count } dia
   *[other] { $count } dias
}
weekday-monday = seg
weekday-tuesday = ter
weekday-wednesday = qua
weekday-thursday = qui
weekday-friday = sex
weekday-saturday = sáb
weekday-sunday = dom
month-1 = jan
month-2 = fev
month-3 = mar
month-4 = abr
month-5 = mai
month-6 = jun
month-7 = jul
month-8 = ago
month-9 = set
month-10 = out
month-11 = nov
month-12 = dez

## Names

call-buy = 🟢 COMPRA
call-hold = ⚪ MANTER
call-sell = 🔴 VENDA
horizon-1h = 1 hora
horizon-4h = 4 horas
horizon-24h = 24 horas
signal-news-sentiment = Sentimento das notícias
signal-technical-analysis = Análise técnica
signal-options-flow = Fluxo de opções
signal-volatility-analysis = Volatilidade
signal-momentum = Momentum
signal-sector-correlation = Correlação setorial
signal-mean-reversion = Reversão à média
signal-market-regime = Regime de mercado
table-news-sentiment = Notícias
table-technical-analysis = Técnica
table-options-flow = Opções
table-volatility-analysis = Volatil.
table-momentum = Momentum
table-sector-correlation = Setor
table-mean-reversion = Reversão
table-market-regime = Regime
table-1h = 1 h
table-4h = 4 h
table-24h = 24 h
abstains-warming-up = ainda não viu histórico suficiente
abstains-stale = seu dado mais recente é antigo demais
abstains-no-feed = não há fonte conectada para ele
abstains-no-evidence = não vê evidência para nenhum dos lados
abstains-bad-input = seus dados não deram um número utilizável
abstains-not-built = esta versão ainda não sabe calculá-lo
skip-no-bar = nenhum candle tinha chegado
skip-warming-up = pouco histórico visto até agora
skip-too-late = era tarde demais para ser honesto
skip-no-calendar = o calendário termina aqui
skip-no-movement = o preço não se mexeu
skip-means-no-bar = Sem um preço recente, ninguém poderia agir com base em uma indicação. /health mostra como estão as fontes.
skip-means-warming-up = Ainda não se conhece o tamanho de um movimento normal e, sem ele, não há faixa de MANTER. Isso leva alguns pregões completos.
skip-means-too-late = O ciclo foi processado muito depois da hora; uma indicação feita então já saberia o que veio depois. O próximo ciclo não é afetado.
skip-means-no-calendar = Não dá para dizer quando um resultado seria apurado. Uma versão mais nova do programa conhece mais anos.
skip-means-no-movement = Sem nenhum movimento, não há faixa de MANTER da qual sair. As indicações voltam quando o preço voltar a se mexer.
closure-new-year = Ano-Novo
closure-martin-luther-king = Dia de Martin Luther King Jr.
closure-presidents = Dia dos Presidentes
closure-good-friday = Sexta-feira Santa
closure-memorial = Memorial Day
closure-juneteenth = Juneteenth
closure-independence = Dia da Independência dos EUA
closure-labor = Dia do Trabalho nos EUA
closure-thanksgiving = Dia de Ação de Graças
closure-christmas = Natal
closure-september-11 = os ataques de 11 de setembro de 2001
closure-mourning-reagan = luto pelo presidente Reagan
closure-mourning-ford = luto pelo presidente Ford
closure-hurricane-sandy = furacão Sandy
closure-mourning-bush = luto pelo presidente G. H. W. Bush
closure-mourning-carter = luto pelo presidente Carter
early-close-independence-eve = véspera do Dia da Independência dos EUA
early-close-after-independence = dia seguinte ao Dia da Independência dos EUA
early-close-after-thanksgiving = dia seguinte ao Dia de Ação de Graças
early-close-christmas-eve = véspera de Natal
early-close-after-christmas = dia seguinte ao Natal

## On every screen

title = { $screen } · { $symbol }
simulated = 🧪 Mercado SIMULADO: os preços não são reais
confidence = { $percent } (não calibrada: { $independent } { $count ->
    [one] resultado independente
   *[other] resultados independentes
} até agora)
confidence-learned = { $percent } (80%: { $interval }), sem habilidade { $base }
sure-evidence = Aprendido com { $independent } { $count ->
    [one] resultado independente
   *[other] resultados independentes
}
sure-balance = Se houver movimento: { $share } de alta
sure-high = Altamente provável: nada depõe contra.
barrier-no-side = Nenhum lado foi indicado.
barrier-uncalibrated = Foi feita por um modelo que não aprendia: sua confiança nunca foi comparada com o que se confirmou.
barrier-confidence = Confiança de { $share }: são necessários { $needed }.
barrier-lower-end = Limite inferior do intervalo em { $share }: são necessários { $needed }.
barrier-evidence = Resultados independentes com que aprendeu: { $independent }; são necessários { $needed }.
barrier-unproven = { $count ->
    [one] { $count } indicação a partir de 80% apurada
   *[other] { $count } indicações a partir de 80% apuradas
} (acertos: { $right }); são necessárias { $needed }.
barrier-overstated = Indicações assim se confirmaram muito raramente: evidência { $value }; a partir de { $limit } deixam de merecer crédito.
barrier-unfamiliar = Os sinais não se parecem com nada já visto: { $value }; só até { $limit } é território conhecido.
barrier-few-voices = { $count ->
    [one] { $count } sinal se manifesta
   *[other] { $count } sinais se manifestam
}: são necessários { $needed }.
lessons-none = Ainda não houve nenhum dia com que aprender. A primeira lição é guardada uma hora depois do fechamento.
not-enough-data = ainda não há dados suficientes
warn-no-bar-since = ⚠️ Nenhum candle desde { $when }: a fonte pode estar fora do ar.
warn-no-bar-ever = ⚠️ Nenhum candle chegou ainda.
warn-no-cycle-since = ⚠️ Nenhum ciclo desde { $when }: o serviço pode ter ficado parado.
button-home = ‹ Voltar
button-refresh = ↻ Atualizar
button-status = Status
button-accuracy = Acertos
button-figures = Tudo
button-picture = Imagem
button-weights = Pesos
button-thresholds = Limiares
button-learned = Lições
button-drift = Drift
button-report = Relatório
button-signals = Sinais
button-help = Ajuda
button-why = Por quê?
button-why-not = Por que não?
button-chart = Gráfico
button-health = Saúde
button-before = ‹ { $number }
button-after = { $number } ›
button-day-before = ‹ { $day }
button-day-after = { $day } ›
button-other-day = Outro dia
button-cancel = Cancelar

## Start

home-title = AlgoSlayer
home-no-call = Nenhuma previsão ainda.
home-call = { $call } a { $price }
home-call-made = feita em { $when }
home-next = Próximo ciclo: { $when }
home-next-unknown = Próximo ciclo: não consta no calendário.
home-choose = O que você quer ver?
language-chosen = A partir de agora, falo português.

## Help

help-title = Ajuda
help-about = A cada 15 minutos do pregão, digo para onde { $symbol } vai e, mais tarde, confiro o que aconteceu de fato.
help-commands = Comandos
command-start = comece por aqui, de onde estiver
command-help = o que cada comando faz
command-status = a última indicação, os ciclos, os dados
command-accuracy = quanto as indicações acertam, em imagem e números
command-thresholds = no que deram as indicações de 55% a 95% de confiança
command-weights = o que move a previsão, em imagem
command-learned = o que mudou nos últimos cinco pregões e por quê
command-drift = onde algo está mudando para pior
command-report = um pregão em números
command-signals = o que cada um dos oito sinais diz, viu e acertou
command-why = o porquê da última indicação; /why 123 para outra
command-whynot = por que não houve COMPRA nem VENDA da última vez
command-chart = o preço com suas indicações, em imagem
command-health = as fontes, os dados mais recentes, memória e disco
command-positions = o que está em carteira, quanto vale, quando é vendido
command-trades = as operações encerradas, com números e imagens
command-scoreboard = o que seus toques pouparam ou custaram
command-options = a grade de opções perto do dinheiro
command-risk = as regras e a situação de cada uma agora
command-ready = o que falta para operar com dinheiro real
command-mode = só previsões, paper trading ou conta real
command-pause = parar de oferecer e de comprar
command-resume = voltar a oferecer e a comprar
command-close = vender uma posição
command-export = operações, patrimônio e ofertas em arquivos CSV
help-terms = Termos
help-band = Faixa de MANTER: o movimento pequeno demais para contar como alta ou queda. É fixada quando a previsão é feita.
help-confidence = Confiança: a chance de a indicação se confirmar. Em COMPRA e VENDA, um preço que fica dentro da faixa também é erro. Entre parênteses, onde essa chance pode muito bem estar; ao lado, o que se diria da mesma indicação sem habilidade alguma.
help-uncalibrated = Não calibrada: feita por um modelo mais antigo, cuja confiança nunca foi comparada com o que se confirmou. Não se apoie nesse número.
help-baseline = Referência: quanto acerta quem dá sempre a resposta mais frequente. Só o que passa disso é habilidade.
help-interval = Intervalo de 95%: onde o valor verdadeiro pode muito bem estar, dado o pequeno número de observações.
help-independent = Independentes: previsões separadas por 15 minutos têm quase o mesmo resultado; por isso, muitas delas contam como uma só.
help-weight = Peso: a parte de um sinal naquilo que move a previsão. É aprendido a cada resultado e pode ser nulo.
help-scores = Brier score e log loss avaliam as probabilidades declaradas; quanto menor, melhor.

## Status

status-title = Status
status-said = feita em { $when }
status-confidence = Confiança { $confidence }
status-means-side = A chance do lado indicado, se o preço sair da faixa de MANTER ({ $band }) em 24 horas. 50% é cara ou coroa.
status-means-up = A chance de o preço subir além da faixa de MANTER ({ $band }) em 24 horas. Ficar dentro dela também é erro.
status-means-down = A chance de o preço cair além da faixa de MANTER ({ $band }) em 24 horas. Ficar dentro dela também é erro.
status-means-hold = A chance de o preço ficar na faixa de MANTER ({ $band }) por 24 horas.
status-voices = { $count } de { $all } sinais se manifestaram. Modelo: { $model }
status-no-call = Nenhuma previsão ainda.
status-no-call-why = O último ciclo não fez nenhuma: { $reason }.
status-cycles = Ciclos
status-last = Último: { $when }
status-last-none = Último: nenhum ainda
status-last-skipped = Não fez previsão: { $reason }.
status-next = Próximo: { $when }
status-next-unknown = Próximo: não consta no calendário
status-bar = Último candle: até { $when } (há { $age })
status-source = Fonte: { $feed }
status-counts = Previsões
status-today = Hoje: { $count }, puladas: { $skipped }
status-ever = Desde o início: { $count }
status-refused = Candles recusados desde o início: { $count }
status-outcomes = Resultados
status-table-settled = apurados
status-table-waiting = pendentes

## Accuracy

accuracy-title = Acertos
accuracy-not-yet = Ainda não há dados suficientes: nenhum resultado foi apurado neste horizonte.
accuracy-right-of = Acertos: { $share } (95%: { $interval })
accuracy-majority = — sempre { $call }, a mais frequente: { $share }
accuracy-simple = — sempre alta: { $up }, igual a ontem: { $yesterday }
accuracy-balanced = Acerto balanceado: { $share }, sem habilidade 33%
accuracy-compared = Probabilidades declaradas (independentes: { $independent }):
accuracy-gain = Ganho sobre “sem habilidade”: { $gain } nats (95%: { $low } a { $high })
accuracy-brier-no-skill = Brier { $value }, sem habilidade { $baseline }
accuracy-log-loss-no-skill = Log loss { $value }, sem habilidade { $baseline }
accuracy-calibration = Erro de calibração { $share } ({ $interval }); o ideal seria 0%
accuracy-picture = Cada ponto: indicações de confiança parecida e quantas se confirmaram. Sobre a linha, disseram o que valiam.
accuracy-about = Com que frequência as indicações se confirmaram, ao lado do que se acertaria sem habilidade alguma.
accuracy-none = Nenhum resultado apurado ainda.
accuracy-counted = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
} = independentes: { $independent }
accuracy-right = Acertos: { $share }
accuracy-interval = 95%: { $interval }
accuracy-baseline = Sempre { $call }: { $share }
accuracy-side = Lado: { $share } de { $independent } ({ $interval }), cara ou coroa 50%
accuracy-side-none = Lado: nenhuma COMPRA ou VENDA saiu da faixa ainda
accuracy-brier = Brier { $value }, referência { $baseline }
accuracy-log-loss = Log loss { $value }, referência { $baseline }
accuracy-within = No mesmo pregão: { $share } de { $independent } ({ $interval })
accuracy-crossing = Com um fechamento no meio: { $share } de { $independent } ({ $interval })
accuracy-apart-baseline = — sempre { $call }: { $share }
accuracy-void = { $count ->
    [one] { $count } sem preço honesto: não conta
   *[other] { $count } sem preço honesto: não contam
}
accuracy-foot = “Sempre …” é a referência: a resposta mais frequente, dada todas as vezes. Em Brier e log loss, menor é melhor.
verdict-too-few = Poucas observações para dizer qualquer coisa.
verdict-no-evidence = Ainda sem evidência de habilidade.
verdict-better = ✅ Melhor que a referência, além do acaso.
verdict-worse = ⚠️ Pior que a referência, além do acaso.
reliability-head = { $symbol } · { $horizon }
reliability-about = Confiança declarada e o que se confirmou
reliability-up = confirmadas
reliability-across = confiança declarada
reliability-dot = maior: mais resultados
reliability-interval = intervalo de 95%
reliability-diagonal = diz o que vale

## Thresholds

thresholds-title = Limiares
thresholds-about = COMPRA e VENDA a partir de cada confiança, e se elas se confirmaram. O que vem depois de uma, antes de ela ser apurada, faz parte dela.
thresholds-none = Ainda não há dados suficientes: nenhuma indicação a partir de 55% foi apurada.
thresholds-from = desde
thresholds-month = mês
thresholds-right = certas
thresholds-of = de
thresholds-interval = 95%
thresholds-valid = Indicações por mês e quantas das apuradas estavam certas. O intervalo vale por mais vezes que você olhe para ele.
thresholds-options = Opções sobre elas (modelo)
thresholds-options-none = Nenhuma pôde ser precificada ainda.
thresholds-option = A partir de { $from }: { $count ->
    [one] { $count } opção
   *[other] { $count } opções
}, média { $mean } (95%: { $low } a { $high })
thresholds-options-about = Ganho ou perda em relação ao que foi pago. Preço de um modelo, com seus custos; nada foi comprado no mercado.
thresholds-granted = Nada impede que a última indicação seja dada com { $needed }.
thresholds-refused = Por que “{ $needed }” é negado por enquanto

## Weights

weights-title = Pesos
weights-when = { $horizon }, { $date }
weights-experts = “Sem habilidade” fica com { $none }, sinais isolados com { $alone }, todos juntos com { $together }
weights-know-nothing = No momento, não sei nada.
weights-foot = A parte de cada sinal naquilo que move a previsão, depois da última lição.
weights-row-followed = seguido
weights-row-reversed = invertido
weights-row-unheard = sem voz
weights-head = { $symbol } · { $horizon }
weights-followed = seguido
weights-reversed = invertido
weights-mixture = Em quem se acredita
weights-group-none = sem habilidade { $share }
weights-group-alone = sinais isolados { $share }
weights-group-together = todos juntos { $share }
weights-history = { $count ->
    [one] { $count } pregão
   *[other] { $count } pregões
}: peso de “sem habilidade” e as partes dos sinais
weights-no-skill = Sem habilidade

## Drift

drift-title = Drift
drift-about = Cada detector junta evidências de que as previsões ficaram piores que “sem habilidade”. 0% é nenhuma, 100% dispara o alarme: aí eu esqueço mais rápido.
drift-when = Noite de { $date }
drift-whole = Conjunto
drift-quiet = { $share }
drift-watch = { $share } !
drift-alarm = ALARME
drift-legend = Abaixo de { $limit }, tudo calmo; “!” está em observação; em ALARME, o aprendizado esquece mais rápido.
drift-hasty = { $horizon }: esqueço mais rápido até { $until }.
drift-past = Alarmes { $count ->
    [one] do último { $count } pregão
   *[other] dos últimos { $count } pregões
}
drift-past-none = Nenhum.
drift-past-whole = { $date }: a previsão em conjunto, no horizonte de { $horizon }
drift-past-signal = { $date }: { $signal }, no horizonte de { $horizon }
drift-past-more = { $count ->
    [one] mais { $count }
   *[other] mais { $count }
} antes disso

## Learned

learned-title = Lições
learned-one-lesson = Só há uma lição até agora e nada com que compará-la. Pergunte de novo depois do próximo pregão.
learned-span = { $count ->
    [one] { $count } pregão
   *[other] { $count } pregões
}, da noite de { $from } à de { $to }
learned-outcomes = Novos resultados independentes: { $independent }
learned-nothing = Nada digno de nota mudou.
learned-more = { $count ->
    [one] mais { $count } mudança
   *[other] mais { $count } mudanças
}
learned-alarm-whole = Em { $date }, a previsão em conjunto tinha ficado pior que “sem habilidade”: desde então, esqueço mais rápido.
learned-alarm-signal = Em { $date }, o sinal { $signal } tinha ficado pior que “sem habilidade”: desde então, esqueço mais rápido.
learned-gain = { $went ->
    [won] Ganhei
   *[lost] Perdi
} { $nats } nats em relação a “sem habilidade”.
learned-no-skill = “Sem habilidade” fica com { $to } em vez de { $from }: { $went ->
    [up] confio menos nos meus sinais.
   *[down] confio mais nos meus sinais.
}
learned-share = O sinal { $signal } { $went ->
    [up] ganhou
   *[down] perdeu
} { $points } pontos: agora { $share }, { $side ->
    [reversed] lido ao contrário
   *[followed] seguido
}. Sozinho, { $alone ->
    [better] foi melhor que “sem habilidade”.
    [worse] foi pior que “sem habilidade”.
    [outdone] foi melhor que “sem habilidade”; outros fizeram mais.
    [carried] foi pior que “sem habilidade”; outros perderam mais.
   *[alike] foi tão bem quanto “sem habilidade”; os outros é que mudaram.
}
learned-turned = O sinal { $signal } agora é { $side ->
    [reversed] lido ao contrário.
   *[followed] seguido.
}
learned-slope = A calibração { $went ->
    [shrinks] encolhe
   *[stretches] estica
} as chances declaradas mais do que antes: inclinação { $to } em vez de { $from }.
learned-foot = Mudanças abaixo de 5 pontos de peso, 0,05 de inclinação e 0,05 nats não são mostradas.

## Signals

signals-title = Sinais
signals-none = Nenhuma previsão ainda; por isso, nenhum sinal foi ouvido.
signals-none-next = O próximo ciclo é em { $when }.
signals-up = { $bar } { $score } alta
signals-down = { $bar } { $score } queda
signals-flat = { $bar } { $score } neutro
signals-abstains = Calado: { $reason }.
signals-abstains-aged = Calado: { $reason } ({ $age }).
signals-about = Histórico: com que frequência o lado do próprio sinal estava certo 24 horas depois, em comparação com dizer sempre o lado mais frequente.
signals-weight = Peso { $share }
signals-age = dados de { $age } antes
signals-age-now = dados do momento da indicação
signals-age-close = dados do fechamento anterior
signals-record = Histórico: { $share } de { $independent } ({ $interval }), sempre { $call }: { $baseline }
signals-record-none = Histórico: nenhum ainda
signals-record-few = Histórico: ainda não há dados suficientes (independentes: { $independent })
signals-together = Juntos
signals-fused = { $score }, { $count ->
    [one] { $count } sinal
   *[other] { $count } sinais
} de { $all }
signals-alone = Nenhum sinal se manifestou.
signals-voices = { $count ->
    [one] { $count } sinal de { $all } se manifestou.
   *[other] { $count } sinais de { $all } se manifestaram.
}

## What each signal saw

saw-news = { $fast ->
    [up] As manchetes recentes são favoráveis
    [down] As manchetes recentes são desfavoráveis
   *[flat] As manchetes recentes não tomam partido
}, { $slow ->
    [up] as dos últimos dias, favoráveis
    [down] as dos últimos dias, desfavoráveis
   *[flat] as dos últimos dias, nem uma coisa nem outra
} ({ $count } em dois dias).
saw-technical = { $trend ->
    [up] A tendência curta aponta para cima
    [down] A tendência curta aponta para baixo
   *[flat] Sem tendência curta clara
} (força { $strength } de 100), { $volume ->
    [up] volume acima do normal nos candles de alta.
    [down] volume acima do normal nos candles de baixa.
   *[flat] o volume não toma partido.
}
saw-options = { $volume ->
    [up] As calls giram mais que o normal
    [down] As puts giram mais que o normal
   *[flat] Calls e puts giram como de costume
}, a proteção { $price ->
    [up] custa menos que o normal
    [down] custa mais que o normal
   *[flat] custa o de sempre
}{ $unusual ->
    [up] , negócios atípicos pendem para as calls.
    [down] , negócios atípicos pendem para as puts.
   *[flat] .
}
saw-volatility = { $rougher ->
    [up] As altas têm sido mais bruscas que as quedas
    [down] As quedas têm sido mais bruscas que as altas
   *[flat] Altas e quedas têm sido igualmente bruscas
}; um dia normal movimenta { $move }.
saw-momentum = As médias { $averages ->
    [up] apontam para cima
    [down] apontam para baixo
   *[flat] não apontam para lado nenhum
}, os últimos meses { $months ->
    [up] para cima
    [down] para baixo
   *[flat] para lado nenhum
}{ $morning ->
    [up] , a primeira meia hora para cima.
    [down] , a primeira meia hora para baixo.
   *[flat] .
}
saw-sector = { $behind ->
    [up] Os pares se saíram melhor que ela: há espaço para recuperar
    [down] Ela se saiu melhor que os pares: há espaço para devolver
   *[flat] Ela anda junto com os pares
} ({ $count ->
    [one] { $count } ativo
   *[other] { $count } ativos
}, correlação { $correlation }).
saw-reversion = { $session ->
    [up] Acima
    [down] Abaixo
   *[flat] Perto
} da média do pregão, { $average ->
    [up] acima
    [down] abaixo
   *[flat] perto
} da de 20 dias; os movimentos { $turning ->
    [up] tendem a voltar atrás
    [down] tendem a continuar
   *[flat] não tendem a nada
} (razão de variância { $ratio }).
saw-regime = O mercado está { $mood ->
    [turbulent] turbulento
   *[calm] calmo
} ({ $share } turbulento), índice de volatilidade { $index }; dias assim { $drift ->
    [up] puxaram o preço para cima.
    [down] puxaram o preço para baixo.
   *[flat] não moveram o preço para nenhum lado.
}

## Why

why-title = Por quê
why-number = Previsão { $number } de { $last }, feita em { $when }
why-table-score = escore
why-table-weight = peso
why-table-gives = efeito
why-table-silent = calado
why-table-sum = Soma
why-table-share = parte
why-table-pulls = puxa
why-table-up = alta
why-table-down = queda
why-table-now = agora
why-table-base = sem habil.
why-pulls = Parte: daquilo que move a previsão. Um sinal pode puxar contra o próprio escore, onde isso deu certo mais vezes.
why-rule-hold = { $passed ->
    [yes] Passou
   *[no] Não passou
}: { $share } contra { $hold } de MANTER; não pode ser menos.
why-rule-lead = { $passed ->
    [yes] Passou
   *[no] Não passou
}: { $points } pontos à frente do outro lado; são necessários { $needed }.
why-nearest-learned = Para { $call } faltam { $points } pontos de probabilidade.
why-nearest-by-other = Com mais { $points } pontos para { $grows }, daria { $call }.
why-lacking = O que falta para ser altamente provável
why-leans-nowhere = A soma não pende para nenhum lado; por isso, a indicação é MANTER.
why-gates = O que { $call } precisa passar
why-gate-mean = { $passed ->
    [yes] Passou
   *[no] Não passou
}: a soma é { $score }; precisa ir além de { $limit }.
why-gate-supporters = { $passed ->
    [yes] Passou
   *[no] Não passou
}: { $count ->
    [one] { $count } sinal a favor
   *[other] { $count } sinais a favor
}; são necessários { $needed }.
why-gate-majority = { $passed ->
    [yes] Passou
   *[no] Não passou
}: { $count } a favor, { $against } contra; é preciso ter mais a favor.
why-nearest-title = Outra indicação mais próxima
why-nearest = Para { $call } faltam { $lacks } na soma: bastaria { $signal } em { $to } em vez de { $from }.
why-nearest-none = Nenhum sinal sozinho poderia ter mudado a indicação.
why-sure = Confiança
why-model = Modelo: { $model }
why-since = O que o mercado fez desde então
why-since-open = { $horizon }: apuração em { $when }
why-since-void = { $horizon }: sem preço honesto
why-since-settled = { $horizon }: { $change }, ou seja, { $call }: { $right ->
    [yes] certo
   *[no] errado
}
why-since-other = { $horizon }: { $change }, ou seja, { $call }; ali a indicação era { $called }: { $right ->
    [yes] certo
   *[no] errado
}
followed-title = Uma opção sobre a indicação
followed-all-hold = Nenhum lado foi indicado; por isso, nada é comprado.
followed-none-due = Ainda não é hora: a primeira é vendida em { $when }.
followed-hold = { $horizon }: ⚪ MANTER; por isso, nada é comprado
followed-open = { $horizon }: venda em { $when }
followed-waits = { $horizon }: chegou a hora; à espera de uma cotação
followed-not = { $horizon }: não acompanhada com uma opção
followed-by-model = { $price } (modelo)
followed-bought = { $call }: { $contract }, comprada a { $price }
followed-sold = { $horizon }: vendida a { $price }: { $profit } ({ $gain })
followed-parts = Preço { $price }, tempo { $time }, volatilidade { $volatility }, spread { $spread }, taxas { $fees }, resto { $rest }
followed-model = (modelo): calculado, porque o mercado não tinha cotação recente naquele momento.
why-no-such = Essa previsão não existe. Os números vão de 1 a { $last }; envie um, por exemplo { $example }.
whynot-title = Por que não houve indicação
whynot-held = A última indicação sem lado:
whynot-none = Ainda não houve nenhuma decisão sem lado.
whynot-skipped = Nenhuma previsão foi feita em { $when }.
whynot-reason = Motivo: { $reason }.

## Health

health-title = Saúde
health-disk-low = ⚠️ Há menos de 1 GB livre no disco do registro. Libere espaço: um disco cheio interrompe o registro.
health-sources = Fontes
health-no-sources = { $feed }: em uso. Não mantém conta de perguntas e respostas.
health-more-sources = { $count ->
    [one] mais { $count } fonte
   *[other] mais { $count } fontes
}
health-unasked = ainda não consultada
health-in-use = em uso
health-standing-by = de reserva
health-failing = falhando desde { $when }. { $why }
health-answered = respondeu há { $age }
health-newest = dado mais recente de { $age } atrás
health-delay = atraso de { $seconds } s
health-requests = { $count ->
    [one] { $count } consulta
   *[other] { $count } consultas
} (repetidas: { $retries })
health-bars = Candles mais recentes
health-bar-none = nenhum ainda
health-refused = Barrados desde o início
health-refused-none = Nada.
health-refused-more = { $count } × por outros motivos
health-silent = Sinais calados
health-silent-one = { $signal }: { $reason }
health-silent-none = Todos os sinais se manifestaram na última previsão.
health-machine = Máquina
health-memory = Memória: { $size }
health-ledger = Registro em disco: { $size }
health-free = Espaço livre em disco: { $size }
refused-duplicate = já tinha chegado
refused-out-of-order = fora de ordem
refused-outside-session = fora do pregão
refused-time-zone = em fuso horário errado
refused-future = vindo do futuro
refused-price = sem preço válido
refused-enclosure = máxima e mínima que não contêm o preço
refused-volume = sem volume válido
refused-start = não é um minuto cheio
refused-jump = um salto não confirmado
refused-repeated = o mesmo repetidas vezes
refused-split = um salto como o de um desdobramento
refused-wrong-symbol = sobre outro ativo
refused-missing-field = faltava um campo
refused-headline = sem manchete válida
refused-quote = uma cotação de opção impossível

## Chart

chart-title = Gráfico
chart-none = Ainda não há preço para desenhar. Tente de novo depois do próximo ciclo.
chart-span = { $span } até { $when }
chart-prices = { $first } a { $last } ({ $change })
chart-calls = { $count ->
    [one] { $count } indicação
   *[other] { $count } indicações
}: { $buy } COMPRA, { $sell } VENDA, { $hold } MANTER
chart-fates = COMPRA e VENDA após 24 horas: certas { $right }, erradas { $wrong }, em aberto { $open }
chart-band-until = Faixa de MANTER da última: { $band } até { $when }
chart-foot = Contagens sozinhas não provam nada: veja o intervalo e a referência em Acertos.
chart-head = { $symbol } · { $days ->
    [one] { $days } dia
   *[other] { $days } dias
}
chart-time = Horário de Nova York, sem as noites
chart-simulated = SIMULADO
chart-band = MANTER { $band }
chart-buy = COMPRA
chart-sell = VENDA
chart-right = certa
chart-wrong = errada
chart-open = em aberto

## Report

report-title = Relatório
report-so-far = O dia ainda não acabou.
report-future = Esse dia ainda não chegou.
report-closed = A bolsa esteve fechada: { $reason }.
report-weekend = A bolsa fecha nos fins de semana.
report-outside = O calendário não conhece esse dia.
report-early = Fechamento antecipado às 13:00: { $reason }.
report-prices = De { $first } a { $last }
report-calls = Indicações
report-call = { $call } { $count }
report-no-calls = Nenhuma previsão foi feita.
report-skipped = Pulados
report-skipped-none = Nenhum ciclo foi pulado.
report-skip = { $count } × { $reason }
report-missing = ⚠️ { $count ->
    [one] { $count } ciclo de { $all } não deixou rastro.
   *[other] { $count } ciclos de { $all } não deixaram rastro.
}
report-settled = Apurados neste dia
report-record = Histórico completo até então
report-figures = { $share } de acerto ({ $interval })
report-void = sem preço honesto: { $count }
report-silent = Calados o dia todo: { $signals }
report-ask-title = Que dia?
report-ask = Envie uma data, por exemplo { $example }.
report-ask-range = O registro vai de { $first } a { $last }.

## The pinned message

heartbeat-title = Sinal de vida
heartbeat-last = Último ciclo: { $when }
heartbeat-last-none = Último ciclo: nenhum ainda
heartbeat-next = Próximo ciclo: { $when }
heartbeat-next-unknown = Próximo ciclo: não consta no calendário
heartbeat-bar = Dados até: { $when } (há { $age })
heartbeat-call = { $call } a { $price }
heartbeat-confidence = Confiança { $confidence }
heartbeat-no-call = Nenhuma previsão ainda.
heartbeat-today = Hoje: { $count ->
    [one] { $count } previsão
   *[other] { $count } previsões
}, puladas: { $skipped }
heartbeat-written = Escrito em { $when }
heartbeat-dead = Se isto tiver mais de 20 minutos no horário do pregão, o serviço caiu.

## Messages that nobody asked for

notice-gap = ⚠️ { $symbol }: sem candles de { $from } a { $to }
notice-gap-size = Faltam { $span } de negociação. Os sinais voltam a se aquecer; resultados sem preço honesto ficam nulos.
notice-away = Enquanto o Telegram esteve fora: { $alerts ->
    [one] { $alerts } alerta
   *[other] { $alerts } alertas
}, { $reports ->
    [one] { $reports } relatório
   *[other] { $reports } relatórios
}
notice-away-since = Ele estava inacessível desde { $when }. O que ficou na espera vem a seguir.
notice-other-reader = ⚠️ Outro programa lê as mensagens deste bot
notice-other-reader-more = O Telegram entrega cada mensagem a apenas um dos dois; por isso, podem faltar respostas aqui. Eu recuo e pergunto cada vez menos. Pare o outro programa ou dê a ele um token próprio.
notice-drift-whole = 📉 Drift: minhas previsões de { $horizon } ficaram piores que “sem habilidade”
notice-drift-signal = 📉 Drift: o sinal { $signal } ficou pior que “sem habilidade” no horizonte de { $horizon }
notice-drift-more = Percebido em { $date }. Esqueço mais rápido até { $until }, para que o que já não vale pese menos. /drift conta mais.
notice-feed-down = ⚠️ { $source } não está fornecendo { $channel }
notice-feed-instead = { $why } No lugar, uso { $source }.
notice-feed-nobody = { $why } Ninguém mais fornece; desde { $when }, os sinais que dependem disso vão se calando um a um. /health conta mais.
notice-feed-up = ✅ { $source } voltou a fornecer { $channel }
notice-feed-since = Estava falhando desde { $when }.

## The outside market

channel-bars = candles
channel-days = candles diários
channel-news = manchetes
channel-chains = grades de opções
fault-unauthorized = A chave da fonte falta ou está errada.
fault-forbidden = A chave da fonte não permite isso.
fault-not-found = A fonte não conhece o ativo ou o endereço.
fault-rate-limited = A fonte foi consultada vezes demais.
fault-server-error = A fonte acusa um erro dela mesma.
fault-unreachable = A fonte está inacessível.
fault-timeout = A fonte não respondeu a tempo.
fault-changed-shape = As respostas da fonte mudaram de formato.
fault-empty = As respostas da fonte vêm vazias.
fault-stale = O dado mais recente da fonte é antigo demais.
fault-unsound = O que a fonte envia é recusado por ser inválido.

## The desk: contracts, modes, reasons

contract = { $symbol } { $expiry } { $strike } { $right }
right-call = call
right-put = put
contracts = { $count ->
    [one] { $count } contrato
   *[other] { $count } contratos
}
mode-predictions = Só previsões
mode-paper = Paper trading
mode-live = Conta real
mode-mark-predictions = SÓ PREVISÕES: nada pode ser comprado
mode-mark-paper = PAPER TRADING: sem dinheiro real
mode-mark-live = ⚠️ CONTA REAL: dinheiro real
mode-means-predictions = As indicações são feitas e acompanhadas; nada pode ser comprado.
mode-means-paper = O que você aprova é executado de forma fictícia, no bid e no ask e com taxas. Sem dinheiro real.
mode-means-live = O que você aprova é comprado com dinheiro real, depois de um segundo toque.
exit-stop = o bid caiu até o stop
exit-target = o bid subiu até o alvo
exit-time-stop = ficou em carteira pelo máximo de pregões permitido
exit-near-expiry = chegou perto demais do vencimento
exit-reversal = o outro lado se tornou provável
exit-ex-dividend = a ação fica ex-dividendos
exit-asked = alguém pediu
exit-expiry = venceu
halt-losses-in-row = perdas demais em sequência
halt-drawdown = o patrimônio caiu demais desde o pico
pass-no-chain = nenhuma grade de opções era recente o bastante
pass-no-contract = nenhum contrato passou nas regras
pass-no-profit = todo contrato perderia dinheiro, em média
pass-too-small = o valor que as regras permitem não compra nenhum contrato
pass-paused = as operações estavam pausadas
pass-halted = as regras tinham parado as operações
pass-trades-this-month = este mês já tem todas as suas operações
pass-positions = já há tantas posições ou ofertas quanto pode haver
pass-exposure = todas as posições juntas custariam demais
pass-day-loss = a perda do dia está no limite
pass-cash = restava pouco dinheiro
pass-closing = a bolsa fecha antes que dê tempo de responder
pass-too-late = veio tarde demais, depois de uma queda do serviço
whom-you = você
whom-owner = o dono
whom-approver = um aprovador
refused-decide = Você pode ver, mas não decidir: só o dono e os aprovadores aprovam, recusam e encerram. Nada foi feito.
refused-steer = Só o dono pode mudar o modo, pausar e retomar. Nada foi feito.

## Offers

offer-title = { $call } · { $contract }
offer-practice = Treino: o lado mais provável é oferecido a partir de { $share } de probabilidade, mesmo quando a indicação é MANTER. As regras para um mercado real são mais rígidas.
offer-practice-negative = Em média, esta compra perde dinheiro: ela serve para aprender como se compra.
offer-left-none = O tempo acabou
offer-left-seconds = { $count ->
    [one] Resta { $count } s
   *[other] Restam { $count } s
}, até { $until } de Nova York
offer-left-minutes = { $count ->
    [one] Resta { $count } min
   *[other] Restam { $count } min
}, até { $until } de Nova York
offer-stake = { $contracts } ({ $shares } ações) a { $limit } por ação ou menos: perda máxima de { $loss }
offer-quote = Bid e ask { $bid } e { $ask }, há { $age }
offer-break-even = Break-even no vencimento { $price } ({ $change }); movimento esperado ±{ $move } até { $due }
offer-delta = Delta { $delta }, { $days } até o vencimento
offer-expected = Lucro esperado { $expected }; o mesmo contrato sem habilidade { $unskilled }
offer-chance = Chance de lucro { $share }
offer-confidence = Confiança { $share } (80%: { $interval }), com base em { $independent } { $count ->
    [one] resultado independente
   *[other] resultados independentes
}
offer-confidence-bare = Probabilidade deste lado { $share }, com base em { $independent } { $count ->
    [one] resultado independente
   *[other] resultados independentes
}
offer-details = Detalhes
offer-record = Indicações a partir de { $from } até agora: acertos { $right } de { $count } (95%: { $interval }), sempre { $always } { $baseline }
offer-record-none = Indicações com essa confiança até agora: ainda não há dados suficientes
offer-voice = { $signal } { $score } ({ $share })
offer-why = Por quê: { $voices }
offer-exits = Vendida quando o bid for { $stop } do preço pago ou { $target } vezes esse preço, depois de { $sessions ->
    [one] { $sessions } pregão
   *[other] { $sessions } pregões
} ou { $days ->
    [one] { $days } dia
   *[other] { $days } dias
} antes do vencimento.
offer-ask = Sem resposta, nada é comprado. O preço é conferido de novo quando você toca.
offer-viewer = Só o dono e os aprovadores decidem sobre ela.
offer-confirm = ⚠️ Isto compra com dinheiro real: até { $loss } podem ser perdidos. Toque de novo para comprar.
offer-confirming = Quem tocou em Aprovar foi { $who }; falta o segundo toque.
offer-approved = Quem aprovou foi { $who }, às { $when } de Nova York
offer-denied = Quem recusou foi { $who }, às { $when } de Nova York: nada foi comprado.
offer-expired = Ninguém respondeu até { $when } de Nova York: nada foi comprado.
offer-unasked = O modo é só previsões: nada pode ser comprado. /mode muda isso.
offer-unknown = Aconteceu na mesa algo que ainda não consigo ler de volta. /positions e /trades mostram o que está em carteira e o que foi vendido.
order-intended = A ordem está a caminho da corretora.
order-working = A ordem está na corretora: { $wanted } a { $limit } ou menos, até { $until } de Nova York.
order-partly = Comprado até agora: { $filled } de { $wanted } a { $price }; o resto espera até { $until } de Nova York.
order-filled = Comprado: { $filled } a { $price }: { $value } e { $fees } de taxas
order-filled-partly = Comprado: { $filled } de { $wanted } a { $price }; o resto não foi executado.
order-cancelled = A ordem foi cancelada: nada foi comprado.
order-lapsed = Não executada: ninguém vendeu a { $limit } ou menos a tempo. Nada foi comprado.
order-rejected = A corretora rejeitou a ordem: { $reason }. Nada foi comprado.
shadow-so-far = Teria rendido { $profit } até agora ({ $when } de Nova York).
shadow-ended = Teria rendido { $profit } no fim: { $reason }.
trade-closed = Vendido a { $price }, { $when }: { $profit } ({ $gain }), porque { $reason }.
button-approve = Aprovar
button-deny = Recusar
button-confirm = Sim, comprar com dinheiro real
tap-not-bound = Este botão não pertence a esta mensagem como a conheço; nada foi feito. Se a oferta for nova, toque de novo em alguns segundos.

## Answers of the desk

reply-approved = Aprovada: a ordem está a caminho. A mensagem mostra no que ela dá.
reply-denied = Recusada: nada é comprado. Ela é acompanhada, para você ver o que isso poupou ou custou.
reply-closing = Será vendida no próximo bid.
reply-mode = O modo agora é: { $mode }.
reply-live = A conta real está ativa: o que você aprova é comprado com dinheiro real.
reply-paused = Pausado: nada mais é oferecido nem comprado. O que está em carteira é vigiado e vendido pelas regras. /resume encerra a pausa.
reply-resumed = Retomado: as indicações voltam a ser oferecidas.
reply-confirm-now = ⚠️ Isto envolve dinheiro real. Toque de novo para confirmar.
reply-unknown = Essa oferta ou posição já não existe. /positions mostra o que está em carteira.
reply-already = Já está assim; nada mudou.
reply-failed = Não foi possível registrar; por isso, nada foi feito. Tente de novo; /health diz se o disco está cheio.
decided-approved = Quem já aprovou foi { $who }, às { $when } de Nova York. Nada é comprado duas vezes.
decided-denied = Quem já recusou foi { $who }, às { $when } de Nova York. Espere a próxima oferta.
decided-expired = Tarde demais: expirou às { $when } de Nova York. Espere a próxima oferta.
decided-confirming = Quem tocou em Aprovar foi { $who }; falta o segundo toque.
decided-unasked = Nada pode ser comprado neste modo. /mode o muda.
decided-open = Ainda está em aberto. Toque de novo.
block-paused = As operações estão pausadas. O dono as retoma com /resume.
block-losses-in-row = { $count ->
    [one] { $count } perda em sequência
   *[other] { $count } perdas em sequência
}: nada é aberto até o dono enviar /resume.
block-drawdown = O patrimônio caiu demais desde o pico: nada é aberto até o dono enviar /resume.
block-day-loss = A perda de hoje, de { $loss }, está no limite. Nada é aberto antes de amanhã.
block-trades-this-month = Este mês já tem { $count ->
    [one] sua { $count } operação
   *[other] suas { $count } operações
}. Nada é aberto antes do mês que vem.
block-positions = { $count ->
    [one] Há { $count } posição em carteira
   *[other] Há { $count } posições em carteira
}, o máximo permitido. /close libera um lugar.
block-exposure = Todas as posições juntas custariam demais. /close libera dinheiro; /risk mostra o limite.
block-same-contract = Esse contrato já está em carteira. /positions o mostra.
block-cash = Restam só { $left }: é pouco demais. /close libera dinheiro.
block-moved = O preço se mexeu: o ask agora é { $ask } e o máximo a pagar é { $limit }. Toque de novo se ele voltar.
block-no-quote = Ninguém cota o contrato agora. Toque de novo em alguns minutos.
block-stale-quote = A última cotação é antiga demais para comprar com base nela. /health mostra como está a fonte.
block-closed = A bolsa está fechada. Espere uma oferta no próximo pregão.
block-other-mode = O modo agora é { $mode }, não o desta oferta. /mode o muda.
block-live-not-configured = A conta real não está configurada: informe uma corretora na configuração e reinicie o programa.
block-not-ready = A lista de verificação da conta real tem pontos em aberto. /ready os mostra.
block-too-small = O valor que as regras permitem não compra nem um contrato. /risk mostra os limites.

## Positions and trades

positions-title = Posições
positions-none = Nada em carteira.
position-bought = { $contracts } a { $price }, compra em { $when }; taxas de { $fees }
position-now = { $contracts } com bid de { $bid }: { $profit } ({ $gain }), { $when } de Nova York
position-closing = Em venda, porque { $reason }.
position-exits = Stop em { $stop }, alvo { $target }
position-days = { $days } até o vencimento
position-sold-by = Venda em { $date }, no mais tardar
position-sold-by-expiry = Venda no vencimento, no mais tardar
position-close-ask = Vender no próximo bid, agora em { $bid }? Não dá para desfazer.
button-close = Vender { $strike } { $right }
button-close-for-sure = Sim, vender { $strike } { $right }
button-keep = Manter
button-positions = Posições
button-trades = Operações
button-risk = Risco
button-ready = Pronto?
button-scoreboard = Placar
button-options = Opções
button-mode = Modo
button-pause = Pausar
button-resume = Retomar
button-equity = Patrimônio
button-profits = Lucros
button-export = CSV
button-newer = ‹ Recentes
button-older = Antigas ›
button-confirm-live = Sim, operar com dinheiro real
trades-title = Operações
trades-none = Nenhuma operação foi encerrada ainda.
trades-last = { $count ->
    [one] { $count } operação, a mais recente primeiro
   *[other] { $count } operações, a mais recente primeiro
}
trades-one = { $call } { $contract }
trades-one-result = { $profit } ({ $gain }): { $contracts }, compra a { $bought }, venda a { $sold } em { $when }, porque { $reason }
figures-title = No total
figures-profit = Lucro e prejuízo { $profit }, já com { $fees } de taxas
figures-win-rate = Com lucro
figures-profit-factor = Lucros sobre perdas
figures-winner = Média das vencedoras
figures-loser = Média das perdedoras
figures-expectancy = Ganho médio
figures-dollars = Lucro médio
figures-high-conviction = Acerto das indicações a partir de 85%
figures-line = { $name }: { $value } em { $count } (95%: { $low } a { $high }), meta { $target }: { $standing }
figures-none = { $name }: nenhuma ainda, meta { $target }
figures-few = { $name }: { $count } até agora, ainda não há dados suficientes; meta { $target }
figures-below = abaixo dela
figures-reached = atingida, não comprovada
figures-proven = comprovada
figures-no-skill = Sem habilidade, o esperado para os mesmos contratos era { $amount } por operação.
figures-drawdown = Maior drawdown { $amount } ({ $share } do pico); agora { $now } abaixo dele
equity-title = Patrimônio
equity-none = Nada foi comprado ainda; por isso, não há o que desenhar.
equity-caption = { $equity } em { $when }; { $change } sobre { $capital } no início
equity-head = { $symbol } · patrimônio
equity-span = { $from } a { $to }
equity-line = dinheiro e posições pelo bid
equity-begin = { $capital } no início
profits-title = Lucros
profits-none = Nenhuma operação foi encerrada ainda; por isso, não há o que desenhar.
profits-caption = { $count ->
    [one] { $count } operação
   *[other] { $count } operações
}, { $gained } com lucro; a última terminou em { $when }
profits-head = { $symbol } · lucros das operações
profits-about = { $count ->
    [one] { $count } operação
   *[other] { $count } operações
}, taxas incluídas
profits-across = ganho em relação ao que foi pago
export-none = Ainda não há o que exportar.
export-file = { $count ->
    [one] { $count } linha
   *[other] { $count } linhas
}, valores em dólares, horários em UTC

## Options

options-title = Opções
options-none = Nenhuma grade de opções chegou ainda. /health mostra como estão as fontes.
options-quoted = Preço { $price }; cotações de { $when }, há { $age }
options-expiry = { $date }: { $days } restantes
options-strike = strike
options-bid = bid
options-ask = ask
options-iv = vol
options-delta = delta
options-volume = negoc.
options-open = aberto
options-traded = Contratos negociados hoje e em aberto: calls, depois puts
options-legend = Letras: o que as regras recusam só pela cotação
options-legend-days = { $letter } – prazo até o vencimento fora de { $low } a { $high } dias
options-legend-delta = { $letter } – delta fora de { $low } a { $high }
options-legend-open = { $letter } – menos de { $least } contratos em aberto
options-legend-volume = { $letter } – menos de { $least } negociados hoje
options-legend-bid = { $letter } – bid abaixo de { $least }
options-legend-spread = { $letter } – spread acima de { $most } ou de { $share } do preço médio entre bid e ask
options-foot = Vol (em %) e delta são da própria fonte. Mesmo sem letra, um contrato ainda pode ser recusado: pelo break-even ou porque perderia dinheiro em média.

## Risk

risk-title = Risco
risk-running = As operações não estão pausadas nem paradas.
risk-paused = ⚠️ Pausado em { $when }; quem pausou foi { $who }: nada mais é oferecido nem comprado.
risk-halted = ⚠️ Parado pelas regras em { $when }: { $reason }. Nada é aberto até o dono retomar.
risk-limits = As regras e a situação de cada uma
risk-equity = Patrimônio { $equity }, dos quais { $cash } em dinheiro
risk-trade-max = A próxima operação pode custar no máximo { $limit }
risk-trades = Operações neste mês: { $count } de { $limit }
risk-positions = Posições: { $count } de { $limit }
risk-exposure = Comprometido em posições: { $exposure } de { $limit }
risk-day-loss = Perdido hoje: { $loss } de { $limit }
risk-losses-in-row = Perdas em sequência: { $count } de { $limit }
risk-drawdown = Abaixo do pico: { $drawdown } de { $limit }
risk-threshold = As indicações são oferecidas a partir de { $share } de confiança
risk-passed = Indicações que não viraram oferta
risk-passed-none = Nenhuma até agora.
risk-passed-one = { $when } { $call } { $share }: { $reasons }
risk-passed-count = { $count ->
    [one] { $count } indicação
   *[other] { $count } indicações
} ao todo

## Ready

ready-title = Pronto para a conta real?
ready-about = O que se exige das operações em paper trading antes de usar dinheiro real.
ready-trades = { $met ->
    [yes] Cumprido
   *[no] Em aberto
}: operações encerradas: { $is }; são necessárias { $required }.
ready-expectancy = { $met ->
    [yes] Cumprido
   *[no] Em aberto
}: limite inferior do ganho médio por operação: { $is }; precisa ficar acima de { $required }.
ready-profit-factor = { $met ->
    [yes] Cumprido
   *[no] Em aberto
}: lucros sobre perdas: { $is }; é necessário { $required }.
ready-drawdown = { $met ->
    [yes] Cumprido
   *[no] Em aberto
}: maior drawdown do patrimônio: { $is }; o máximo permitido é { $required }.
ready-calibration = { $met ->
    [yes] Cumprido: há indicações de alta confiança apuradas em número suficiente, e elas não foram exageradas.
   *[no] Em aberto: há poucas indicações de alta confiança apuradas, ou elas foram exageradas. /thresholds conta mais.
}
ready-weeks = { $met ->
    [yes] Cumprido
   *[no] Em aberto
}: semanas em paper trading: { $is }; são necessárias { $required }.
ready-configured = { $met ->
    [yes] Cumprido: as ordens reais iriam para { $broker }.
   *[no] Em aberto: nenhuma corretora para ordens reais foi informada na configuração.
}
ready-all = Todos os pontos estão cumpridos. O caminho para a conta real está em /mode.
ready-live = Todos os pontos estão cumpridos, e a conta real está ativa.
ready-open = { $count ->
    [one] { $count } ponto está em aberto: ainda não dá para confirmar a conta real.
   *[other] { $count } pontos estão em aberto: ainda não dá para confirmar a conta real.
}

## Scoreboard

scoreboard-title = Placar
scoreboard-none = Nenhuma oferta foi decidida ainda.
scoreboard-approved = Aprovadas: o que renderam
scoreboard-denied = Recusadas: o que teriam rendido
scoreboard-expired = Sem resposta: o que teriam rendido
scoreboard-unasked = Não perguntadas, no modo só previsões: o que teriam rendido
scoreboard-empty = nenhuma
scoreboard-ended = Encerradas: { $count }, { $won } com lucro: { $profit }
scoreboard-open = Ainda acompanhadas: { $count }: { $profit } até agora
scoreboard-saved = Recusar e não responder poupou { $amount } até agora.
scoreboard-cost = Recusar e não responder custou { $amount } até agora.
scoreboard-about = O que ninguém aceitou é acompanhado como se tivesse sido comprado no ask oferecido e vendido pelas mesmas regras no bid, taxas incluídas. Poucas ofertas não provam nada sobre os toques.

option-record-title = Uma opção para cada indicação
option-record-none = Nenhuma indicação com lado chegou à hora de apurar ainda.
option-record-few = { $count ->
    [one] { $count } opção
   *[other] { $count } opções
}, independentes: { $independent }: ainda não há dados suficientes
option-record-count = { $count ->
    [one] { $count } opção
   *[other] { $count } opções
}, independentes: { $independent }
option-record-won = { $share } delas deram lucro (95%: { $interval })
option-record-gain = Em média, { $gain } do preço pago (95%: { $low } a { $high })
option-record-calls = Calls, compradas em COMPRA: { $gain } em média, { $count } delas
option-record-puts = Puts, compradas em VENDA: { $gain } em média, { $count } delas
option-record-model = Vendidas pelo preço de um modelo, por falta de cotação recente: { $count }
option-record-about = Para cada indicação, um contrato é comprado no ask e vendido no bid quando chega a hora da indicação, taxas incluídas, tenha-se perguntado a alguém ou não. Indicações separadas por menos de um horizonte se sobrepõem e contam em parte.

## Modes

mode-title = Modo
mode-on = { $mode } – ativo
mode-live-broker = As ordens vão para { $broker }.
mode-live-not-configured = Não configurada: informe uma corretora para ordens reais na configuração e reinicie o programa.
mode-practice = Treino: neste mercado simulado são oferecidas indicações que as regras de um mercado real reteriam.
mode-live-ask = ⚠️ A partir daí, o que você aprovar é comprado com dinheiro real. Toque de novo para confirmar.

## Messages of the desk

notice-bought = Comprado
notice-sold = Vendido: { $profit } ({ $gain })
notice-sold-reason = Porque { $reason }.
notice-sold-prices = { $contracts }, compra a { $bought }, venda a { $sold } depois de { $held }
notice-unfilled = ⚠️ Uma ordem não foi executada como previsto
notice-unsold = ⚠️ Uma venda não foi executada como previsto
notice-unsold-more = O que sobrou continua em carteira; é posto à venda de novo. /positions mostra.
notice-halted = ⚠️ As operações estão paradas: { $reason }
notice-halted-more = Desde { $when }, nada mais é aberto. O que está em carteira é vigiado e vendido pelas regras. O dono retoma com /resume.
notice-mismatch = ⚠️ As posições na corretora não são as do livro
notice-mismatch-one = { $contract }: { $book } no livro, { $broker } na corretora
notice-mismatch-more = Confira sua conta na corretora. Não abro nada com base no que não conheço; /pause para tudo até isso se esclarecer.
attribution-title = De onde veio
attribution-price = Preço
attribution-time = Tempo
attribution-volatility = Volatilidade
attribution-spread = Spread
attribution-fees = Taxas
attribution-rest = Sem explicação
attribution-part = { $name } { $amount }
attribution-none = Não foi possível calcular de onde veio.

## Answers to what is no command

unknown-command = Não conheço esse comando. /help lista o que entendo.
plain-text = Entendo comandos e botões. /help mostra a lista.
no-text = Só leio texto e botões. /help lista o que entendo.
edited = Você editou uma mensagem; isso não muda nada aqui. Envie de novo como mensagem nova.
toast-expired = Este botão expirou. Envie /start para ter botões novos.
toast-nothing-new = Nada de novo.
talk-lost = Perdi o fio do que eu tinha perguntado. Comece de novo, por favor.
apology = Algo deu errado do meu lado e ficou registrado no log. Tente de novo, por favor.
setup-id = Seu id:
setup-line = Para ser admitido, defina { $setting } com este número e reinicie o programa.

## The exchange's hours

notice-opens = 🔔 A bolsa abriu: { $date }
notice-closes = 🔔 A bolsa fechou: { $date }
notice-shut = 🔕 Sem pregão hoje, { $date }

## Accuracy over time

button-over-time = Evolução
over-time-head = { $symbol } · { $horizon }: confirmadas
over-time-span = Histórico completo, de { $from } a { $to }
over-time-right = confirmadas
over-time-band = intervalo de 95%
over-time-baseline = resposta mais frequente
over-time-independent = { $independent } indep.
over-time-not-yet = Ainda não há dados suficientes: a imagem precisa de resultados de dois dias.
over-time-newest = Até { $date }: { $share } de acerto (95%: { $interval }), sempre a resposta mais frequente { $baseline }, independentes: { $independent }
over-time-means = Cada ponto conta tudo desde o início. A faixa vale para todos os dias ao mesmo tempo; com habilidade, ela subiria acima da linha tracejada.
## Ways through the chat, and settings

group-now = Agora
group-record = Histórico
group-trading = Negociação
group-learning = Aprendizado
group-reports = Relatórios
button-now = Agora
button-record = Histórico
button-trading = Negociação
button-learning = Aprendizado
button-reports = Relatórios
button-settings = Ajustes
command-settings = mensagens, silêncio, imagens, ativos, regras e o que mudou
command-language = a língua em que falo com você
settings-title = Ajustes
settings-one = { $name }: { $value }
settings-chosen = ✓ { $choice }
settings-saved = Salvo.
settings-default = padrão
settings-none = nenhum
settings-hours = { $from }–{ $to }
settings-levels-now = Mensagens com som: { $loud }, sem som: { $silent }, desligadas: { $off }
settings-rules-now = { $count ->
    [0] Regras: todas como na configuração
    [one] Regras: { $count } definida aqui, as demais como na configuração
   *[other] Regras: { $count } definidas aqui, as demais como na configuração
}
settings-quiet = Horário de silêncio
settings-zone = Fuso horário
settings-report-at = Relatório
settings-pictures = Imagens
settings-shown = Exibido
settings-watched = Acompanhados
button-notifications = Notificações
button-quiet = Silêncio
button-report-time = Hora do relatório
button-pictures = Imagens
button-symbols = Ativos
button-language = Língua
button-rules = Regras
button-history = Alterações
settings-levels-title = Notificações
settings-levels-tap = Um toque muda: com som, sem som, desligado.
level-on = com som
level-silent = sem som
level-off = desligado
topic-offers = Ofertas
topic-offers-means = indicações que podem ser aprovadas
topic-trades = Operações
topic-trades-means = compras, vendas, ordens não executadas
topic-stops = Paradas
topic-stops-means = as operações foram paradas, livro e corretora divergem
topic-reports = Relatórios
topic-reports-means = o relatório de um dia, uma semana, um mês
topic-learning = Aprendizado
topic-learning-means = o que muda para pior
topic-sources = Fontes
topic-sources-means = fontes que falham ou voltam a responder
topic-hours = Pregão
topic-hours-means = a bolsa abre, fecha ou nem chega a abrir
topic-service = Serviço
topic-service-means = o próprio serviço
settings-quiet-title = Horário de silêncio
settings-quiet-off = Sem horário de silêncio.
settings-quiet-on = Silêncio: { $hours }, { $zone }
settings-quiet-means = No horário de silêncio, só ofertas e paradas são enviadas na hora. Todo o resto espera e chega junto depois.
button-no-quiet = Sem silêncio
button-zone = Fuso horário
settings-zone-title = Fuso horário
settings-zone-now = { $zone }, hora local agora: { $time }
button-other-zone = Outro fuso horário
settings-ask-zone = Qual fuso horário? Envie um nome como Europe/Warsaw ou Asia/Tokyo.
settings-wrong-zone = Não conheço nenhum fuso horário com esse nome. Envie um como Europe/Warsaw ou toque em Cancelar.
settings-report-title = Hora do relatório
settings-report-now = O relatório de um pregão chega às { $when }.
settings-report-evening = { $time } de Nova York
settings-report-morning = { $time } de Nova York, na manhã seguinte
settings-report-means = Ele fala sempre do mesmo dia, chegue quando chegar.
button-next-morning = { $time } (dia seguinte)
settings-pictures-title = Imagens
settings-pictures-means = Como devem ser as cores das imagens?
theme-dark = tema escuro
theme-light = tema claro
settings-language-title = Língua
settings-language-means = Em que língua devo falar com você?
settings-symbols-title = Ativos
settings-symbols-main = Negociado: { $symbol }
settings-symbols-alone = Nenhum outro ativo é acompanhado.
settings-symbols-watched = Acompanhados além dele, cada um com histórico próprio: { $symbols }
settings-symbols-shown = Exibido neste chat: { $symbol }
button-show-symbol = Exibir { $symbol }
button-watch = + { $symbol }
button-unwatch = − { $symbol }
button-other-symbol = Outro ativo
settings-ask-symbol = Que ativo devo acompanhar? Envie o ticker, por exemplo LMT.
settings-wrong-symbol = Isso não é um ticker. Envie de 1 a 8 letras ou dígitos, por exemplo LMT, ou toque em Cancelar.
settings-watched-full = Não dá para acompanhar mais ativos. Remova um antes.
settings-watched-already = Esse ativo já está lá.
settings-rules-title = Regras
settings-rules-means = O que você define aqui vale na hora, para novas ofertas e para o que está em carteira.
settings-rule-set = { $name }: { $value } (configuração: { $configured })
settings-rule-range = Pode ir de { $low } a { $high }.
rule-threshold = Confiança necessária
rule-trade-max = Máximo por operação
rule-trade-share-max = Uma operação, em % do patrimônio
rule-exposure-max = Todas as posições, em % do patrimônio
rule-positions-max = Posições ao mesmo tempo
rule-trades-a-month-max = Operações por mês
rule-day-loss-max = Perda de um dia
rule-losses-in-row-max = Perdas em sequência
rule-drawdown-max = Queda desde o pico
rule-offer-minutes = Tempo para aprovar
rule-stop = Stop, em % do preço pago
rule-target = Alvo, em % do preço pago
rule-sessions-max = Pregões até a venda
button-step-down = ▼ { $value }
button-step-up = ▲ { $value }
button-other-value = Outro valor
button-as-configured = Como na configuração
settings-ask-rule = { $rule }: envie um valor de { $low } a { $high }.
settings-wrong-range = Esse valor não serve. Envie um de { $low } a { $high } ou toque em Cancelar.
settings-sure = ⚠️ A conta real está ativa, e com isto dá para perder mais. { $rule }: de { $before } para { $after }. Toque de novo para confirmar.
button-change-for-sure = Sim, mudar
settings-history-title = Alterações
settings-history-none = Nada foi alterado ainda.
settings-history-one = { $when }, { $whom }: { $name } = { $value }
settings-history-undo = { $when }, { $whom }, desfeito: { $name } = { $value } de novo
settings-history-means = Desfazer reverte a alteração mais recente e, a cada novo toque, a anterior a ela.
settings-changed-meanwhile = Algo foi alterado nesse meio-tempo. Veja as alterações de novo.
button-undo = ↶ Desfazer

## Several symbols

watched-title = Também previstos
watched-call = { $symbol }: { $call } a { $price }, { $when }
watched-no-call = { $symbol }: nenhuma previsão ainda
settings-watched-impossible = Não dá para prever esse ativo neste mercado.
watched-left = { $symbol } já não é previsto: este é o seu histórico.
button-symbol-here = • { $symbol }
## Groups and the PIN

group-type-report = Em um grupo, não posso esperar por um texto. Digite /report com o dia, por exemplo /report 2026-01-02.
group-type-elsewhere = Em um grupo, não posso esperar por um texto. Faça esse ajuste na sua conversa privada comigo.
pin-ask = Digite seu PIN
pin-wrong = Esse não é o PIN, e nada foi feito. Tentativas restantes: { $left }. Comece de novo pelo botão ou comando.
pin-locked = Erros demais no PIN. Nenhum PIN é aceito até { $when }; nada foi feito.
pin-expired = Este teclado expirou, e nada foi feito. Comece de novo pelo botão ou comando.
pin-cancelled = Nada foi feito.
pin-anothers = Este teclado é de outra pessoa.
notice-pin-locked = ⚠️ O PIN foi digitado errado { $count ->
    [one] { $count } vez
   *[other] { $count } vezes
}
notice-pin-locked-more = Foi a pessoa { $who }. Nenhum PIN dela é aceito até { $when }. Foi você? Se não, remova este id da configuração e reinicie o programa.

## Bells

notice-shut-because = 🔕 Sem pregão hoje, { $date }: { $reason }
bell-until = O pregão vai até as { $time } de Nova York.
bell-early = Dia curto: o pregão vai até as { $time } de Nova York ({ $reason }).
bell-move = { $symbol } fechou a { $price }, { $change } desde o fechamento anterior.
bell-price = { $symbol } fechou a { $price }.
bell-no-price = Não tenho preço de { $symbol } para este dia.
bell-calls = { $made ->
    [one] { $made } previsão
   *[other] { $made } previsões
} hoje: { $up } de alta, { $hold } de manter, { $down } de queda.
bell-no-calls = Nenhuma previsão foi feita hoje.
bell-next = O próximo pregão abre em { $date } às { $time } de Nova York.
bell-next-unknown = Meu calendário não conhece o próximo pregão.

## What was held back or gathered

notice-digest = 🌙 Durante o silêncio: { $alerts ->
    [one] { $alerts } alerta
   *[other] { $alerts } alertas
}, { $reports ->
    [one] { $reports } relatório
   *[other] { $reports } relatórios
}
notice-digest-away = 📬 O que esperou pelo Telegram: { $alerts ->
    [one] { $alerts } alerta
   *[other] { $alerts } alertas
}
digest-times = Os horários são de Nova York.
digest-line = { $when } · { $title }
digest-more = { $count ->
    [one] e mais { $count }
   *[other] e mais { $count }
}
digest-reports = { $reports ->
    [one] O relatório vem a seguir.
   *[other] Os relatórios vêm a seguir.
}
notice-flaps = ⚠️ { $source } parou de fornecer { $channel } { $times ->
    [1] uma vez
   *[other] { $times } vezes
} desde { $when }
notice-flaps-still = { $why } Continua falhando. /health conta mais.
notice-flaps-again = Por ora, voltou a responder. /health conta mais.
notice-drifts = 📉 Drift: { $count ->
    [one] { $count } parte das minhas previsões ficou pior
   *[other] { $count } partes das minhas previsões ficaram piores
} que “sem habilidade”
drifts-line = { $horizon }: { $names }
drifts-whole = a previsão em conjunto

## Reports of days, weeks and months

report-verdict-none = Nenhuma indicação de 24 horas foi apurada hoje.
report-verdict = Indicações de 24 horas apuradas neste dia: { $share } de acerto. Dizendo sempre o mesmo: { $baseline }.{ $judged ->
    [few] { " " }Um dia não prova nada.
   *[enough] { "" }
}
report-late = ⏰ Este relatório está { $span } atrasado: às 17:00, o serviço não estava rodando ou não conseguia ler o mercado.
report-settled-before = Apurados em { $date }
report-counted = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
} = independentes: { $independent }; sempre { $call }: { $baseline }
report-options-title = Opções sobre as indicações
report-options = { $horizon }: { $count ->
    [one] { $count } opção
   *[other] { $count } opções
}, { $won } com lucro, média { $mean }
report-options-none = Nenhuma opção sobre uma indicação chegou ao fim.
report-desk = Mesa: oferecidas { $offered }, aprovadas { $approved }, recusadas { $denied }, em carteira agora { $open }
report-desk-trades = { $count ->
    [0] Nenhuma operação foi encerrada.
    [one] { $count } operação encerrada, com lucro: { $won }, no total { $profit }
   *[other] { $count } operações encerradas, com lucro: { $won }, no total { $profit }
}
report-spoke = { $count ->
    [one] { $count } sinal de { $all } se manifestou.
   *[other] { $count } sinais de { $all } se manifestaram.
}
report-changes = { $count ->
    [0] Nada do que aprendi me mudou muito.
    [one] Aprendi: { $count } mudança digna de nota
   *[other] Aprendi: { $count } mudanças dignas de nota
}
report-proof = ✅ ao vivo = replay: { $all } de { $all } decisões e resultados deram o mesmo
report-proof-differs = ⚠️ ao vivo ≠ replay: { $count } de { $all } decisões e resultados deram outra coisa
report-proof-none = ao vivo = replay: não comparado
report-advice = 💡 { $advice }
report-advice-none = Nenhuma regra pede nada.
report-advice-foot = Cada conselho decorre de números por uma regra declarada; nenhum é uma previsão.
report-advice-verify = Ao vivo e replay divergem em { $count ->
    [one] { $count } caso
   *[other] { $count } casos
}: pare o serviço e execute algoslayer verify.
report-advice-leave-live = Volte ao paper trading: ainda sem evidência de habilidade.
report-advice-paper = Fique no paper trading: ainda sem evidência de habilidade.
report-advice-skipped = { $count ->
    [one] { $count } ciclo não trouxe
   *[other] { $count } ciclos não trouxeram
} previsão: /health mostra como as fontes respondem.
report-advice-silent = O sinal { $signal } está calado há { $count ->
    [one] { $count } dia
   *[other] { $count } dias
}: confira a fonte dele em /health.
report-advice-no-claims = Nenhuma indicação chegou a { $threshold } neste mês. Indicações assim são raras; não baixe o limiar por isso.
report-state-learning = Estado: 🟡 aprendendo
report-state-good = Estado: 🟢 bom
report-state-excellent = Estado: ⭐ excelente
report-part-accuracy = Acertos
report-part-options = Opções
report-part-signals = Sinais
report-part-learned = Lições
report-part-advice = Conselhos
report-part-rules = Critérios
report-signal-spoke = { $count ->
    [1] manifestou-se uma vez
   *[other] manifestou-se { $count } vezes
}
report-signal-silent = calado, { $reason }
report-side = Lado certo: { $share } ({ $interval }), com { $independent } independentes no horizonte de 24 horas
report-side-none = Nenhum lado foi testado no horizonte de 24 horas.
report-rule-learning = 🟡 Aprendendo: menos de { $evidence } resultados independentes no horizonte de 24 horas, ou nenhuma evidência de habilidade, ou confianças comprovadamente erradas.
report-rule-good = 🟢 Bom: o ganho sobre “sem habilidade” fica acima de 0 com todo o seu intervalo, e não está comprovado que o erro de calibração passe de { $limit }.
report-rule-excellent = ⭐ Excelente: além disso, a lista de verificação de /ready está cumprida, e as indicações a partir de { $threshold } têm respaldo no que deram as anteriores.
report-ground-independent = Resultados independentes: { $independent }
report-ground-skilled = Ganho sobre “sem habilidade” acima de 0
report-ground-calibration = Erro de calibração de pelo menos { $share }
report-ground-ready = Lista de verificação de /ready cumprida
report-ground-backed = Alta confiança com respaldo
report-week-title = Semana
report-month-title = Mês
report-span = { $from } a { $to }
report-settled-span = Apurados no período
report-span-skipped = Ciclos sem previsão: { $count }
report-span-claims = Indicações de alta confiança: { $count }
report-state-begin = No início: { $verdict }
report-state-end = No fim: { $verdict }
report-equity = Patrimônio: de { $from } a { $to }
report-best = Acertou com mais frequência: { $signal }
report-worst = Acertou com menos frequência: { $signal }
report-weight = { $signal }: peso { $from }, agora { $to }
report-next-shut = { $date }: bolsa fechada, { $reason }
report-next-early = { $date }: fechamento antecipado às 13:00, { $reason }
button-report-day = Dia
button-report-week = Semana
button-report-month = Mês
button-report-back = ‹ Relatório
button-span-before = ‹ Anterior
button-span-after = Seguinte ›
report-picture = { $date } · acertos ao longo do tempo
report-warn-differs = ⚠️ { $date }: a repetição deu um resultado diferente do ao vivo. Pare o serviço e execute algoslayer verify.
report-bad-asked = Não consigo ler isso. Envie /report com um dia como { $day }, uma semana como { $week } ou um mês como { $month }.

## Training and models

button-train = Treino
button-models = Modelos
button-train-now = 🎓 Treino { $share }
button-train-start = ▶ Treinar
button-train-cancel-for-sure = Sim, parar
button-train-go-on = Continuar
button-card = Ficha
button-card-last = Última ficha
button-card-of = Ficha { $id }
button-promote = Promover
button-promote-of = Promover { $id }
button-promote-for-sure = Sim, pôr em uso
button-roll-back = Voltar atrás
button-roll-back-for-sure = Sim, voltar
command-train = treinar modelos e ver o andamento de um treino
command-models = todos os modelos treinados com seus históricos
command-rollback = voltar ao modelo que estava em uso antes
train-title = Treino
train-run-title = Treino { $number }
train-done-title = O treino { $number } terminou
train-about = Os modelos aprendem com cada decisão cujo resultado é conhecido e são testados em dias que não viram.
train-data = { $have } { $count ->
    [one] observação independente
   *[other] observações independentes
} para aprender; são necessárias { $need }.
train-not-enough = Ainda não há dados suficientes
train-too-little = { $have } { $count ->
    [one] observação independente
   *[other] observações independentes
} até agora; são necessárias { $need }. Elas vêm sozinhas à medida que os resultados são conhecidos.
train-chosen = ✓ { $name }
train-means = : { $sentence }
train-no-such = Não existe esse treino.
train-waiting = Guardado para depois
train-waiting-means = Começa sozinho quando um computador que treina se conectar.
train-running = Em andamento
train-bar = { $bar } { $share }
train-units = Prontas: { $done } de { $all } partes
train-at-fold = Agora: dobra { $fold }, { $family }
train-at-final = Agora: o ajuste final, { $family }
train-best = Melhor até agora: { $family }, ganho { $gain }
train-left = Tempo restante: cerca de { $span }
train-trainers = { $count ->
    [one] { $count } computador trabalhando
   *[other] { $count } computadores trabalhando
}
train-fault = Última falha: { $fault }
train-families = Famílias: { $names }
train-depth = { $depth }, { $place }
train-asked = Pedido em: { $when }
train-began = Começou em: { $when }
train-cancel-ask = Parar este treino? O que foi feito até agora é descartado.
train-started = O treino { $number } está em andamento.
train-kept = O treino { $number } fica guardado: começa quando um computador que treina se conectar.
train-busy = O treino { $number } já espera ou está em andamento.
train-cancelled = O treino foi parado.
train-nothing = Isso já não existe.
train-promoted = Está em uso a partir da próxima decisão.
train-not-allowed = A regra ainda não permite; a ficha diz por quê.
train-rolled-back = A partir da próxima decisão: { $model }
train-too-few = Ainda não há dados suficientes: { $have } observações independentes, são necessárias { $need }.
train-failed = Não foi possível; o log diz por quê. Tente mais tarde.
train-refused = Só o dono treina, para, promove e volta atrás. Nada foi feito.
trainer-connected = 🟢 { $name } está conectado.
trainer-seen = ⚪ { $name } foi visto pela última vez em { $when } (há { $ago }).
trainer-never = Nenhum computador seu se conectou até agora. Para preparar um, execute nele:
depth-light = Leve
depth-light-means = poucas dobras, poucas tentativas, modelos pequenos; minutos
depth-usual = Normal
depth-usual-means = testado por trimestres, algumas tentativas por família
depth-thorough = Completo
depth-thorough-means = testado por meses, quinze tentativas por família; é o mais demorado
place-trainers = Meu computador
place-server = Este servidor
place-server-means = Este servidor treina ao lado do seu trabalho, com a prioridade mais baixa: um treino leve.
place-trainers-means = O seu computador treina; este servidor só distribui as partes.
place-trainers-later = Nenhum dos seus computadores está conectado: o treino fica guardado e começa quando houver um.
family-logistic = Regressão logística
family-forest = Floresta aleatória
family-boosting = Árvores com boosting, segunda ordem
family-gradient = Árvores com boosting, primeira ordem
family-network = Rede neural
family-sequence = Rede recorrente
family-ensemble = Todas as famílias juntas
family-short-logistic = Logística
family-short-forest = Floresta
family-short-boosting = Boosting
family-short-gradient = Gradiente
family-short-network = Rede
family-short-sequence = Recorrente
family-short-ensemble = Juntas
ranged = { $value } (95 %: { $low } a { $high })
card-title = Ficha do treino { $number }
card-not-yet = Ainda não há ficha.
card-cancelled = Foi parado.
card-failed = Não pôde ser concluído. O que estava em uso continua; /train começa outro.
card-verdict-none = Nenhuma família pôde ser ajustada, então não há nada a promover.
card-verdict-too-few = Pouco pôde ser testado para dizer algo.
card-verdict-worse = A melhor família foi pior do que sem habilidade, além do acaso.
card-verdict-no-evidence = Nenhuma evidência de que alguma família saiba mais do que sem habilidade: o ganho pode ser acaso.
card-verdict-luck = A melhor família parece melhor do que sem habilidade, mas entre tantas tentativas isso é sorte com a mesma facilidade.
card-verdict-not-online = A melhor família soube mais do que sem habilidade, mas não mais do que o que já aprende on-line.
card-verdict-better = A melhor família soube mais do que sem habilidade, além do acaso, em dias que não tinha visto.
card-rule = Melhor significa: todo o intervalo do ganho está acima de 0, pelo menos { $need } observações independentes foram testadas, o sobreajuste é menos provável que { $share } e a log loss é menor que a do aprendizado on-line.
card-data = Dados: { $from } a { $until }, { $count } decisões, { $independent } independentes
card-tested = Testadas fora da amostra: { $count } decisões, { $independent } independentes, { $folds } dobras
card-simulated = 🧪 Aprendido de um mercado SIMULADO: não diz nada sobre preços reais.
card-seed = Semente { $seed }, profundidade { $depth }, dados { $data }
card-best = Melhor: { $family }
card-gain = Ganho sobre sem habilidade: { $gain }
card-online = Ganho sobre o aprendizado on-line: { $gain }
card-side = Lado certo: { $share }
card-calibration = Erro de calibração { $error }, inclinação { $slope } (1 é o certo)
card-calibration-error = Erro de calibração { $error }
card-conviction = Sinais a partir de { $from }: { $right } de { $count } certos (95 %: { $interval })
card-conviction-none = Sinais a partir de { $from }: nenhum
card-options = Opções nos seus sinais: { $gain } do prêmio, { $count ->
    [one] { $count } sinal
   *[other] { $count } sinais
}
card-options-none = Opções nos seus sinais: ainda não há dados suficientes
card-overfitting = Probabilidade de sobreajuste: { $share }
card-overfitting-unknown = Probabilidade de sobreajuste: não se pode dizer
card-table = Ganho sobre sem habilidade (log loss, 95 %):
card-serves = Está em uso.
card-may-serve = Nada se opõe a promovê-lo.
card-may-not-serve = Ainda não pode entrar em uso; a ficha diz por quê.
card-was = O seu tempo passou: outro foi treinado ou promovido desde então.
card-against = O que se opõe a promovê-lo:
card-hurdle = – { $hurdle }
card-not-installed = – não foi aceito
card-head = Treino { $number } · { $symbol }
card-chart-gain = Ganho sobre sem habilidade, com intervalo de 95 %
card-chart-online = aprendizado on-line
card-chart-reliability = { $family }: declarado e o que se confirmou
card-chart-importance = O que ele escuta
card-chart-rest = Mercado
hurdle-evidence = evidência { $have }, são necessários { $need }
hurdle-gain = ganho sobre o que está em uso { $have }, são necessários { $need }
hurdle-calibration = erro de calibração { $have }, permite-se no máximo { $most }
hurdle-slope = inclinação da calibração { $have }: longe demais de 1
hurdle-recent = pior em { $have } do que o que está em uso nos últimos 60 dias
hurdle-shadow = observado por { $have } de { $need } pregões depois do treino
hurdle-harm = pior do que o que está em uso desde o treino, evidência { $have }
models-title = Modelos
models-online = Os especialistas on-line trabalham sozinhos.
models-none = Nenhum modelo foi treinado ainda. /train começa.
models-trained = Treinado até { $date }, ganho sobre sem habilidade { $gain }
models-since = Em uso desde { $when }
models-record = { $days } de histórico: log loss { $loss }, sem habilidade { $base }; lado certo { $share } de { $moves } movimentos independentes
models-record-still = { $days } de histórico: log loss { $loss }, sem habilidade { $base }
models-no-record = Ainda sem resultado depois do treino.
models-faults = { $count ->
    [one] Uma vez não deu número.
   *[other] { $count } vezes não deu número.
}
models-may-serve = Nada se opõe a promovê-lo.
models-against = Contra a promoção: { $hurdles }
standing-champion = ⭐ Em uso: { $model }
standing-challenger = 👁 Em observação: { $model }
standing-former = Em uso antes: { $model }
standing-superseded = Substituído antes de entrar em uso: { $model }
model-named = { $family } { $id }
model-online = só os especialistas on-line
promote-ask = Em uso agora: { $now }. A partir da próxima decisão: { $next }. Confirma?
promote-not = A regra não permite; a ficha diz por quê.
rollback-title = Voltar atrás
rollback-ask = Em uso agora: { $now }. Voltando, a partir da próxima decisão: { $next }. Confirma?
rollback-nothing = Só os especialistas on-line estão em uso: não há para onde voltar.
notice-training-failed = ⚠️ O treino { $number } não pôde ser concluído
notice-training-failed-more = Por quê: { $why } O que estava em uso continua; /train começa outro.
notice-model-refused = ⚠️ Um modelo do treino { $number } não foi aceito
notice-model-refused-more = Por quê: { $why } O que estava em uso continua; /train tenta de novo.
notice-model-swapped = 🔁 { $symbol }: a partir de agora { $model }
swap-promoted = O dono o promoveu, e a regra permitiu.
swap-asked-back = O dono pediu para voltar.
swap-beaten = O que estava em uso antes foi melhor desde então, por isso voltou sozinho.
swap-drifted = As perdas indicavam uma mudança para pior, por isso foi retirado sozinho.
swap-faulty = Deixou de dar número vezes demais, por isso foi retirado sozinho.
