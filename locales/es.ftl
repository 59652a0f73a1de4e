# Every sentence of the chat in Spanish. Number first, then its unit; one idea a line; an error says what to do next.
# Markup is added by the program: whatever stands here is shown as it is written.

## Numbers, days and spans

interval = { $low } a { $high } %
when = { $day } { $time } Nueva York
when-in-table = { $day } { $time }
date = { $day } { $year }
day-and-month = { $weekday } { $day } { $month }
bare-day = { $day } { $month }
unit-moment = menos de un minuto
unit-minutes = { $count } min
unit-hours = { $minutes ->
    [0] { $hours } h
   *[other] { $hours } h { $minutes } min
}
unit-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
weekday-monday = lun
weekday-tuesday = mar
weekday-wednesday = mié
weekday-thursday = jue
weekday-friday = vie
weekday-saturday = sáb
weekday-sunday = dom
month-1 = ene
month-2 = feb
month-3 = mar
month-4 = abr
month-5 = may
month-6 = jun
month-7 = jul
month-8 = ago
month-9 = sep
month-10 = oct
month-11 = nov
month-12 = dic

## Names

call-buy = 🟢 COMPRA
call-hold = ⚪ MANTENER
call-sell = 🔴 VENTA
horizon-1h = 1 hora
horizon-4h = 4 horas
horizon-24h = 24 horas
signal-news-sentiment = Sentimiento de noticias
signal-technical-analysis = Análisis técnico
signal-options-flow = Flujo de opciones
signal-volatility-analysis = Volatilidad
signal-momentum = Momentum
signal-sector-correlation = Correlación sectorial
signal-mean-reversion = Reversión a la media
signal-market-regime = Régimen de mercado
table-news-sentiment = Noticias
table-technical-analysis = Técnico
table-options-flow = Opciones
table-volatility-analysis = Volatil.
table-momentum = Momentum
table-sector-correlation = Sector
table-mean-reversion = Reversión
table-market-regime = Régimen
table-1h = 1 h
table-4h = 4 h
table-24h = 24 h
abstains-warming-up = todavía no ha visto historial suficiente
abstains-stale = su dato más reciente es demasiado antiguo
abstains-no-feed = no tiene ninguna fuente conectada
abstains-no-evidence = no ve indicios en ninguna dirección
abstains-bad-input = sus datos no dieron una cifra utilizable
abstains-not-built = esta versión todavía no sabe calcularla
skip-no-bar = no había llegado ninguna vela
skip-warming-up = todavía hay poco historial
skip-too-late = era demasiado tarde para ser honesto
skip-no-calendar = el calendario termina aquí
skip-no-movement = el precio no se ha movido
skip-means-no-bar = Sin un precio reciente nadie podría actuar según un pronóstico. /health muestra cómo están las fuentes.
skip-means-warming-up = Aún no se sabe cuánto mide un movimiento habitual, y sin eso no hay banda de MANTENER. Hacen falta algunas sesiones completas.
skip-means-too-late = El ciclo se procesó mucho después de su hora; un pronóstico hecho entonces sabría lo que vino después. Al siguiente ciclo no le afecta.
skip-means-no-calendar = No se puede fijar la hora de vencimiento de un resultado. Una versión más nueva del programa conoce más años.
skip-means-no-movement = Sin ningún movimiento no hay banda de MANTENER de la que salir. Los pronósticos vuelven cuando el precio se mueva de nuevo.
closure-new-year = Año Nuevo
closure-martin-luther-king = Día de Martin Luther King Jr.
closure-presidents = Día de los Presidentes
closure-good-friday = Viernes Santo
closure-memorial = Día de los Caídos (Memorial Day)
closure-juneteenth = Juneteenth
closure-independence = Día de la Independencia
closure-labor = Día del Trabajo (Labor Day)
closure-thanksgiving = Día de Acción de Gracias
closure-christmas = Navidad
closure-september-11 = los atentados del 11 de septiembre de 2001
closure-mourning-reagan = luto por el presidente Reagan
closure-mourning-ford = luto por el presidente Ford
closure-hurricane-sandy = huracán Sandy
closure-mourning-bush = luto por el presidente G. H. W. Bush
closure-mourning-carter = luto por el presidente Carter
early-close-independence-eve = víspera del Día de la Independencia
early-close-after-independence = día siguiente al Día de la Independencia
early-close-after-thanksgiving = día siguiente a Acción de Gracias
early-close-christmas-eve = Nochebuena
early-close-after-christmas = día siguiente a Navidad

## On every screen

title = { $screen } · { $symbol }
simulated = 🧪 Mercado SIMULADO: precios no reales
confidence = { $percent } (sin calibrar: { $independent } { $count ->
    [one] resultado independiente
   *[other] resultados independientes
} hasta ahora)
confidence-learned = { $percent } (80 %: { $interval }), sin habilidad { $base }
sure-evidence = Aprendido de { $independent } { $count ->
    [one] resultado independiente
   *[other] resultados independientes
}
sure-balance = Si se mueve: { $share } al alza
sure-high = Muy probable: nada habla en contra.
barrier-no-side = No se pronostica ninguna dirección.
barrier-uncalibrated = Lo hizo un modelo que no aprendía: su confianza nunca se comparó con lo que se cumplió.
barrier-confidence = Confianza { $share }: hace falta un { $needed }.
barrier-lower-end = Extremo inferior de su intervalo { $share }: hace falta un { $needed }.
barrier-evidence = Aprendido de { $independent } resultados independientes: hacen falta { $needed }.
barrier-unproven = { $count ->
    [one] { $count } pronóstico desde el 80 % resuelto
   *[other] { $count } pronósticos desde el 80 % resueltos
}, { $right } con acierto: hacen falta { $needed }.
barrier-overstated = Pronósticos así se cumplieron demasiado pocas veces: evidencia { $value }; desde { $limit } ya no se les cree.
barrier-unfamiliar = Las señales no se parecen a nada visto: { $value }; hasta { $limit } es terreno conocido.
barrier-few-voices = { $count ->
    [one] Habla { $count } señal
   *[other] Hablan { $count } señales
}: hacen falta { $needed }.
lessons-none = Todavía no se ha aprendido de ningún día. La primera lección se guarda una hora después del cierre.
not-enough-data = aún no hay datos suficientes
warn-no-bar-since = ⚠️ Ninguna vela desde el { $when }: puede que la fuente esté caída.
warn-no-bar-ever = ⚠️ Todavía no ha llegado ninguna vela.
warn-no-cycle-since = ⚠️ Ningún ciclo desde el { $when }: puede que el servicio haya estado parado.
button-home = ‹ Volver
button-refresh = ↻ Actualizar
button-status = Estado
button-accuracy = Aciertos
button-figures = Todas las cifras
button-picture = Imagen
button-weights = Pesos
button-thresholds = Umbrales
button-learned = Aprendido
button-drift = Deriva
button-report = Informe
button-signals = Señales
button-help = Ayuda
button-why = ¿Por qué?
button-why-not = ¿Por qué no?
button-chart = Gráfico
button-health = Salud
button-before = ‹ { $number }
button-after = { $number } ›
button-day-before = ‹ { $day }
button-day-after = { $day } ›
button-other-day = Otro día
button-cancel = Cancelar

## Start

home-title = AlgoSlayer
home-no-call = Todavía no hay predicción.
home-call = { $call } a { $price }
home-call-made = emitido el { $when }
home-next = Próximo ciclo: { $when }
home-next-unknown = Próximo ciclo: el calendario no conoce ninguno.
home-choose = ¿Qué quieres ver?
language-chosen = A partir de ahora hablo español.

## Help

help-title = Ayuda
help-about = Cada 15 minutos de la jornada bursátil digo hacia dónde va { $symbol }, y más tarde compruebo qué hizo de verdad.
help-commands = Comandos
command-start = empezar aquí, desde cualquier parte
command-help = qué hace cada comando
command-status = el último pronóstico, los ciclos, los datos
command-accuracy = cuánto se acierta, en imagen y en cifras
command-thresholds = qué fue de los pronósticos del 55 % al 95 % de confianza
command-weights = qué mueve la previsión, en imagen
command-learned = qué cambió en las últimas cinco sesiones y por qué
command-drift = dónde algo cambia a peor
command-report = un día de bolsa en cifras
command-signals = qué dice, vio y acertó ya cada una de las ocho señales
command-why = por qué el último pronóstico; /why 123 para otro
command-whynot = por qué no hubo COMPRA ni VENTA la última vez
command-chart = el precio y sus pronósticos, en imagen
command-health = fuentes, datos más recientes, memoria y disco
command-positions = qué tienes, cuánto vale y cuándo se vende
command-trades = las operaciones cerradas, con cifras e imágenes
command-scoreboard = qué han ahorrado o costado tus toques
command-options = la cadena de opciones cerca del dinero
command-risk = las reglas y cómo están ahora
command-ready = qué falta para operar en real
command-mode = predicciones, papel o real
command-pause = no ofrecer ni comprar nada más
command-resume = volver a ofrecer y comprar
command-close = vender una posición
command-export = operaciones, patrimonio y ofertas en archivos CSV
help-terms = Términos
help-band = Banda de MANTENER: el movimiento demasiado pequeño para contar como subida o bajada. Se fija al hacer la predicción.
help-confidence = Confianza: la probabilidad de que el pronóstico se cumpla. En COMPRA y VENTA, un precio que se queda en la banda también es un fallo. Entre paréntesis, dónde puede estar esa probabilidad; al lado, lo que se diría del mismo pronóstico sin ninguna habilidad.
help-uncalibrated = Sin calibrar: lo hizo un modelo más antiguo, cuya confianza nunca se comparó con lo que se cumplió. No te apoyes en esa cifra.
help-baseline = Referencia: lo que acierta quien da siempre la respuesta más frecuente. Solo lo que la supera es habilidad.
help-interval = Intervalo del 95 %: dónde puede estar la cifra verdadera, con tan pocas observaciones.
help-independent = Independiente: las predicciones separadas por 15 minutos comparten casi todo su resultado, así que muchas cuentan como una.
help-weight = Peso: la parte que tiene una señal en lo que mueve la previsión. Se aprende de cada resultado y puede ser nula.
help-scores = El Brier score y la log loss juzgan las probabilidades dadas; cuanto más bajos, mejor.

## Status

status-title = Estado
status-said = emitido el { $when }
status-confidence = Confianza { $confidence }
status-means-side = La probabilidad de la dirección pronosticada, si el precio sale de la banda de MANTENER ({ $band }) en 24 horas. El 50 % es una moneda al aire.
status-means-up = La probabilidad de que el precio suba más allá de la banda de MANTENER ({ $band }) en 24 horas. Quedarse dentro también es un fallo.
status-means-down = La probabilidad de que el precio baje más allá de la banda de MANTENER ({ $band }) en 24 horas. Quedarse dentro también es un fallo.
status-means-hold = La probabilidad de que el precio siga en la banda de MANTENER ({ $band }) durante 24 horas.
status-voices = Hablaron { $count } de { $all } señales. Modelo: { $model }
status-no-call = Todavía no hay predicción.
status-no-call-why = El último ciclo no hizo ninguna: { $reason }.
status-cycles = Ciclos
status-last = Último: { $when }
status-last-none = Último: todavía ninguno
status-last-skipped = No hizo predicción: { $reason }.
status-next = Próximo: { $when }
status-next-unknown = Próximo: el calendario no conoce ninguno
status-bar = Vela más reciente: hasta el { $when } (hace { $age })
status-source = Fuente: { $feed }
status-counts = Predicciones
status-today = Hoy: { $count }, omitidas: { $skipped }
status-ever = En total: { $count }
status-refused = Velas rechazadas en total: { $count }
status-outcomes = Resultados
status-table-settled = resueltos
status-table-waiting = en espera

## Accuracy

accuracy-title = Aciertos
accuracy-not-yet = Aún no hay datos suficientes: en este horizonte no se ha resuelto ningún resultado.
accuracy-right-of = Aciertos: { $share } (95 %: { $interval })
accuracy-majority = — siempre { $call }, lo más frecuente: { $share }
accuracy-simple = — siempre al alza: { $up }, como ayer: { $yesterday }
accuracy-balanced = Equilibrado: { $share }, sin habilidad 33 %
accuracy-compared = Probabilidades dadas, { $independent } independientes:
accuracy-gain = Ventaja sobre “sin habilidad” { $gain } nats (95 %: { $low } a { $high })
accuracy-brier-no-skill = Brier { $value }, sin habilidad { $baseline }
accuracy-log-loss-no-skill = Log loss { $value }, sin habilidad { $baseline }
accuracy-calibration = Error de calibración { $share } ({ $interval }); sin error sería 0 %
accuracy-picture = Cada punto: pronósticos de confianza parecida y cuántos se cumplieron. Sobre la línea, valían lo que decían.
accuracy-about = Con qué frecuencia se cumplieron los pronósticos, junto a lo que se acertaría sin ninguna habilidad.
accuracy-none = Todavía no se ha resuelto ningún resultado.
accuracy-counted = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
} = { $independent } independientes
accuracy-right = Aciertos: { $share }
accuracy-interval = 95 %: { $interval }
accuracy-baseline = Siempre { $call }: { $share }
accuracy-side = Dirección: { $share } de { $independent } ({ $interval }), moneda 50 %
accuracy-side-none = Dirección: ninguna COMPRA ni VENTA ha salido aún de la banda
accuracy-brier = Brier { $value }, referencia { $baseline }
accuracy-log-loss = Log loss { $value }, referencia { $baseline }
accuracy-within = Misma sesión: { $share } de { $independent } ({ $interval })
accuracy-crossing = Con un cierre de por medio: { $share } de { $independent } ({ $interval })
accuracy-apart-baseline = — siempre { $call }: { $share }
accuracy-void = { $count ->
    [one] { $count } sin un precio honesto: no cuenta
   *[other] { $count } sin un precio honesto: no cuentan
}
accuracy-foot = “Siempre …” es la referencia: la respuesta más frecuente, dada todas las veces. En Brier y log loss, menos es mejor.
verdict-too-few = Demasiado pocas observaciones para decir algo.
verdict-no-evidence = Todavía no hay indicios de habilidad.
verdict-better = ✅ Mejor que la referencia, más allá del azar.
verdict-worse = ⚠️ Peor que la referencia, más allá del azar.
reliability-head = { $symbol } · { $horizon }
reliability-about = Confianza dada frente a lo que se cumplió
reliability-up = se cumplió
reliability-across = confianza dada
reliability-dot = más grande: más resultados
reliability-interval = intervalo del 95 %
reliability-diagonal = vale lo que dice

## Thresholds

thresholds-title = Umbrales
thresholds-about = COMPRA y VENTA a partir de cada confianza, y si se cumplieron. Lo que sigue a un pronóstico antes de que se resuelva forma parte de él.
thresholds-none = Aún no hay datos suficientes: no se ha resuelto ningún pronóstico desde el 55 %.
thresholds-from = desde
thresholds-month = mes
thresholds-right = bien
thresholds-of = de
thresholds-interval = 95 %
thresholds-valid = Pronósticos al mes y cuántos de los resueltos acertaron. El intervalo vale por muchas veces que lo mires.
thresholds-options = Opciones sobre ellos (modelo)
thresholds-options-none = Todavía no se ha podido valorar ninguna.
thresholds-option = Desde el { $from }: { $count ->
    [one] { $count } opción
   *[other] { $count } opciones
}, media { $mean } (95 %: { $low } a { $high })
thresholds-options-about = Ganancia o pérdida en relación con lo pagado. Precios de un modelo, con sus costes; no son compras en un mercado.
thresholds-granted = Nada impide que el último pronóstico se dé con un { $needed }.
thresholds-refused = Por qué “{ $needed }” se niega por ahora

## Weights

weights-title = Pesos
weights-when = { $horizon }, { $date }
weights-experts = “Sin habilidad” tiene { $none }, las señales sueltas { $alone }, todas juntas { $together }
weights-know-nothing = Ahora mismo no sé nada.
weights-foot = La parte de cada señal en lo que mueve la previsión, tras la última lección.
weights-row-followed = seguida
weights-row-reversed = invertida
weights-row-unheard = sin voz
weights-head = { $symbol } · { $horizon }
weights-followed = seguida
weights-reversed = invertida
weights-mixture = A quién se cree
weights-group-none = sin habilidad { $share }
weights-group-alone = señales sueltas { $share }
weights-group-together = todas juntas { $share }
weights-history = { $count ->
    [one] { $count } sesión
   *[other] { $count } sesiones
}: peso de “sin habilidad” y partes de las señales
weights-no-skill = Sin habilidad

## Drift

drift-title = Deriva
drift-about = Cada detector reúne indicios de que las previsiones son ya peores que “sin habilidad”. 0 % es ninguno; 100 % da la alarma: entonces olvido más deprisa.
drift-when = Tarde del { $date }
drift-whole = Conjunto
drift-quiet = { $share }
drift-watch = { $share } !
drift-alarm = ALARMA
drift-legend = Por debajo de { $limit }, calma; “!” está en vigilancia; con ALARMA, el aprendizaje olvida más deprisa.
drift-hasty = { $horizon }: olvido más deprisa hasta el { $until }.
drift-past = { $count ->
    [one] Alarmas de la última sesión ({ $count })
   *[other] Alarmas de las últimas { $count } sesiones
}
drift-past-none = Ninguna.
drift-past-whole = { $date }: toda la previsión a { $horizon }
drift-past-signal = { $date }: { $signal } a { $horizon }
drift-past-more = { $count ->
    [one] { $count } más
   *[other] { $count } más
} antes

## Learned

learned-title = Aprendido
learned-one-lesson = Por ahora hay una sola lección y nada con qué compararla. Pregunta de nuevo después de la próxima sesión.
learned-span = { $count ->
    [one] { $count } sesión
   *[other] { $count } sesiones
}, de la tarde del { $from } a la del { $to }
learned-outcomes = { $independent } resultados independientes más
learned-nothing = No cambió nada digno de mención.
learned-more = { $count ->
    [one] { $count } cambio más
   *[other] { $count } cambios más
}
learned-alarm-whole = El { $date } toda la previsión era ya peor que “sin habilidad”: desde entonces olvido más deprisa.
learned-alarm-signal = El { $date } la señal { $signal } era ya peor que “sin habilidad”: desde entonces olvido más deprisa.
learned-gain = { $went ->
    [won] Gané
   *[lost] Perdí
} { $nats } nats frente a “sin habilidad”.
learned-no-skill = “Sin habilidad” tiene { $to } en vez de { $from }: { $went ->
    [up] me fío menos de mis señales.
   *[down] me fío más de mis señales.
}
learned-share = La señal { $signal } { $went ->
    [up] ganó
   *[down] perdió
} { $points } puntos: ahora { $share }, { $side ->
    [reversed] tomada al revés
   *[followed] seguida
}. Por sí sola { $alone ->
    [better] lo hizo mejor que “sin habilidad”.
    [worse] lo hizo peor que “sin habilidad”.
    [outdone] lo hizo mejor que “sin habilidad”; otras hicieron más.
    [carried] lo hizo peor que “sin habilidad”; otras perdieron más.
   *[alike] lo hizo tan bien como “sin habilidad”; se movieron las demás.
}
learned-turned = La señal { $signal } ahora { $side ->
    [reversed] se toma al revés.
   *[followed] se sigue.
}
learned-slope = La calibración { $went ->
    [shrinks] encoge
   *[stretches] estira
} las probabilidades dadas más que antes: pendiente { $to } en vez de { $from }.
learned-foot = No se mencionan los cambios por debajo de 5 puntos de peso, 0,05 de pendiente y 0,05 nats.

## Signals

signals-title = Señales
signals-none = Todavía no hay predicción, así que no se ha oído a ninguna señal.
signals-none-next = El próximo ciclo es el { $when }.
signals-up = { $bar } { $score } al alza
signals-down = { $bar } { $score } a la baja
signals-flat = { $bar } { $score } sin dirección
signals-abstains = En silencio: { $reason }.
signals-abstains-aged = En silencio: { $reason } ({ $age }).
signals-about = Historial: cuántas veces acertó su propia dirección 24 horas después, junto a decir siempre la dirección más frecuente.
signals-weight = Peso { $share }
signals-age = datos de hace { $age }
signals-age-now = datos del momento del pronóstico
signals-age-close = datos del cierre anterior
signals-record = Historial: { $share } de { $independent } ({ $interval }), siempre { $call }: { $baseline }
signals-record-none = Historial: todavía ninguno
signals-record-few = Historial: aún no hay datos suficientes ({ $independent } independientes)
signals-together = En conjunto
signals-fused = { $score }, { $count ->
    [one] { $count } señal
   *[other] { $count } señales
} de { $all }
signals-alone = No habló ninguna señal.
signals-voices = { $count ->
    [one] Habló { $count } señal
   *[other] Hablaron { $count } señales
} de { $all }.

## What each signal saw

saw-news = { $fast ->
    [up] Los titulares recientes son favorables
    [down] Los titulares recientes son desfavorables
   *[flat] Los titulares recientes no toman partido
}; { $slow ->
    [up] los de los últimos días, favorables
    [down] los de los últimos días, desfavorables
   *[flat] los de los últimos días, ni lo uno ni lo otro
} ({ $count } en dos días).
saw-technical = { $trend ->
    [up] La tendencia corta apunta al alza
    [down] La tendencia corta apunta a la baja
   *[flat] No hay una tendencia corta clara
} (fuerza { $strength } de 100), { $volume ->
    [up] con más volumen de lo habitual en las velas alcistas.
    [down] con más volumen de lo habitual en las velas bajistas.
   *[flat] y el volumen no toma partido.
}
saw-options = { $volume ->
    [up] Las calls se mueven más de lo habitual
    [down] Las puts se mueven más de lo habitual
   *[flat] Calls y puts se mueven como de costumbre
}, la protección { $price ->
    [up] cuesta menos de lo habitual
    [down] cuesta más de lo habitual
   *[flat] cuesta lo habitual
}{ $unusual ->
    [up] , y las operaciones inusuales se inclinan por las calls.
    [down] , y las operaciones inusuales se inclinan por las puts.
   *[flat] .
}
saw-volatility = { $rougher ->
    [up] Las subidas han sido más bruscas que las bajadas
    [down] Las bajadas han sido más bruscas que las subidas
   *[flat] Subidas y bajadas han sido igual de bruscas
}; un día normal mueve { $move }.
saw-momentum = Las medias { $averages ->
    [up] apuntan al alza
    [down] apuntan a la baja
   *[flat] no apuntan a ningún lado
}, los últimos meses { $months ->
    [up] al alza
    [down] a la baja
   *[flat] a ningún lado
}{ $morning ->
    [up] , la primera media hora al alza.
    [down] , la primera media hora a la baja.
   *[flat] .
}
saw-sector = { $behind ->
    [up] Sus comparables lo han hecho mejor: tiene margen para recuperar terreno
    [down] Lo ha hecho mejor que sus comparables: tiene margen para ceder terreno
   *[flat] Se mueve al compás de sus comparables
} ({ $count } símbolos, correlación { $correlation }).
saw-reversion = { $session ->
    [up] Por encima
    [down] Por debajo
   *[flat] Cerca
} de la media de la sesión, { $average ->
    [up] por encima
    [down] por debajo
   *[flat] cerca
} de la de 20 días; los movimientos { $turning ->
    [up] tienden a darse la vuelta
    [down] tienden a continuar
   *[flat] no tienden ni a lo uno ni a lo otro
} (ratio de varianzas { $ratio }).
saw-regime = El mercado está { $mood ->
    [turbulent] turbulento
   *[calm] tranquilo
} ({ $share } turbulento), índice de volatilidad { $index }; días así { $drift ->
    [up] hicieron subir el precio.
    [down] hicieron bajar el precio.
   *[flat] no movieron el precio ni a un lado ni a otro.
}

## Why

why-title = Por qué
why-number = Predicción { $number } de { $last }, emitida el { $when }
why-table-score = valor
why-table-weight = peso
why-table-gives = aporta
why-table-silent = calla
why-table-sum = Suma
why-table-share = parte
why-table-pulls = tira
why-table-up = sube
why-table-down = baja
why-table-now = ahora
why-table-base = sin habil.
why-pulls = Parte: de lo que mueve la previsión. Una señal puede tirar en contra de su propio valor, si eso ha acertado más a menudo.
why-rule-hold = { $passed ->
    [yes] Se cumple
   *[no] No se cumple
}: { $share } frente a { $hold } de MANTENER; no debe ser menos.
why-rule-lead = { $passed ->
    [yes] Se cumple
   *[no] No se cumple
}: { $points } puntos de ventaja sobre la otra dirección; hacen falta { $needed }.
why-nearest-learned = A { $call } le faltan { $points } puntos de probabilidad.
why-nearest-by-other = { $call } saldría con { $points } puntos más para { $grows }.
why-lacking = Qué le falta para ser muy probable
why-leans-nowhere = La suma no se inclina por ninguna dirección, así que el pronóstico es MANTENER.
why-gates = Qué tiene que superar { $call }
why-gate-mean = { $passed ->
    [yes] Se cumple
   *[no] No se cumple
}: la suma es { $score }; tiene que ir más allá de { $limit }.
why-gate-supporters = { $passed ->
    [yes] Se cumple
   *[no] No se cumple
}: { $count ->
    [one] lo apoya { $count } señal
   *[other] lo apoyan { $count } señales
}; hacen falta { $needed }.
why-gate-majority = { $passed ->
    [yes] Se cumple
   *[no] No se cumple
}: { $count } a favor, { $against } en contra; tiene que haber más a favor.
why-nearest-title = El otro pronóstico más cercano
why-nearest = A { $call } le faltan { $lacks } en la suma: bastaría { $signal } en { $to } en vez de { $from }.
why-nearest-none = Ninguna señal por sí sola habría cambiado el pronóstico.
why-sure = Confianza
why-model = Modelo: { $model }
why-since = Qué hizo el mercado desde entonces
why-since-open = { $horizon }: vence el { $when }
why-since-void = { $horizon }: sin un precio honesto
why-since-settled = { $horizon }: { $change }, es decir, { $call }: { $right ->
    [yes] acierto
   *[no] fallo
}
why-since-other = { $horizon }: { $change }, es decir, { $call }; ahí se pronosticó { $called }: { $right ->
    [yes] acierto
   *[no] fallo
}
followed-title = Una opción sobre el pronóstico
followed-all-hold = No se pronostica ninguna dirección, así que no se compra nada.
followed-none-due = Aún no ha vencido: la primera se vende el { $when }.
followed-hold = { $horizon }: ⚪ MANTENER, así que no se compra nada
followed-open = { $horizon }: vence el { $when }
followed-waits = { $horizon }: vencido; esperando una cotización
followed-not = { $horizon }: no se siguió con una opción
followed-by-model = { $price } (modelo)
followed-bought = { $call }: { $contract }, comprada a { $price }
followed-sold = { $horizon }: vendida a { $price }: { $profit } ({ $gain })
followed-parts = Precio { $price }, tiempo { $time }, volatilidad { $volatility }, spread { $spread }, comisiones { $fees }, resto { $rest }
followed-model = (modelo): calculado, porque el mercado no tenía entonces una cotización reciente.
why-no-such = Esa predicción no existe. Los números van de 1 a { $last }; envía uno como { $example }.
whynot-title = Por qué no hubo pronóstico
whynot-held = El pronóstico más reciente sin dirección:
whynot-none = Hasta ahora no ha habido ninguna decisión sin dirección.
whynot-skipped = No se hizo ninguna predicción el { $when }.
whynot-reason = Motivo: { $reason }.

## Health

health-title = Salud
health-disk-low = ⚠️ Queda menos de 1 GB libre en el disco del registro. Haz sitio: un disco lleno detiene el registro.
health-sources = Fuentes
health-no-sources = { $feed }: en uso. No lleva cuenta de preguntas y respuestas.
health-more-sources = { $count ->
    [one] { $count } fuente más
   *[other] { $count } fuentes más
}
health-unasked = aún sin consultar
health-in-use = en uso
health-standing-by = en reserva
health-failing = falla desde el { $when }. { $why }
health-answered = respondió hace { $age }
health-newest = último dato de hace { $age }
health-delay = retraso { $seconds } s
health-requests = { $count ->
    [one] { $count } petición
   *[other] { $count } peticiones
} ({ $retries } repetidas)
health-bars = Velas más recientes
health-bar-none = todavía ninguna
health-refused = Descartado en total
health-refused-none = Nada.
health-refused-more = { $count } × por otros motivos
health-silent = Señales en silencio
health-silent-one = { $signal }: { $reason }
health-silent-none = En la última predicción hablaron todas las señales.
health-machine = Máquina
health-memory = Memoria: { $size }
health-ledger = Registro en disco: { $size }
health-free = Espacio libre en disco: { $size }
refused-duplicate = ya había llegado antes
refused-out-of-order = fuera de orden
refused-outside-session = fuera de la sesión
refused-time-zone = en una zona horaria equivocada
refused-future = del futuro
refused-price = sin un precio válido
refused-enclosure = máximo y mínimo que no encierran el precio
refused-volume = sin un volumen válido
refused-start = sin inicio en un minuto en punto
refused-jump = un salto sin confirmar
refused-repeated = lo mismo una y otra vez
refused-split = un salto como el de un split
refused-wrong-symbol = sobre otro símbolo
refused-missing-field = faltaba un campo
refused-headline = sin un titular válido
refused-quote = una cotización de opción imposible

## Chart

chart-title = Gráfico
chart-none = Todavía no hay ningún precio que dibujar. Prueba de nuevo después del próximo ciclo.
chart-span = { $span } hasta el { $when }
chart-prices = { $first } a { $last } ({ $change })
chart-calls = { $count ->
    [one] { $count } pronóstico
   *[other] { $count } pronósticos
}: { $buy } COMPRA, { $sell } VENTA, { $hold } MANTENER
chart-fates = COMPRA y VENTA a las 24 horas: { $right } con acierto, { $wrong } con fallo, { $open } en curso
chart-band-until = Banda de MANTENER del último: { $band } hasta el { $when }
chart-foot = Los recuentos por sí solos no prueban nada: mira Aciertos para ver el intervalo y la referencia.
chart-head = { $symbol } · { $days ->
    [one] { $days } día
   *[other] { $days } días
}
chart-time = Hora de Nueva York, sin las noches
chart-simulated = SIMULADO
chart-band = MANTENER { $band }
chart-buy = COMPRA
chart-sell = VENTA
chart-right = acierto
chart-wrong = fallo
chart-open = en curso

## Report

report-title = Informe
report-so-far = El día no ha terminado.
report-future = Este día aún no ha llegado.
report-closed = La bolsa estuvo cerrada: { $reason }.
report-weekend = La bolsa cierra los fines de semana.
report-outside = El calendario no conoce este día.
report-early = Cierre anticipado a las 13:00: { $reason }.
report-prices = De { $first } a { $last }
report-calls = Pronósticos
report-call = { $call } { $count }
report-no-calls = No se hizo ninguna predicción.
report-skipped = Omitidos
report-skipped-none = No se omitió ningún ciclo.
report-skip = { $count } × { $reason }
report-missing = ⚠️ { $count ->
    [one] { $count } ciclo de { $all } no dejó rastro.
   *[other] { $count } ciclos de { $all } no dejaron rastro.
}
report-settled = Resueltos este día
report-record = Todo el historial hasta entonces
report-figures = { $share } de aciertos ({ $interval })
report-void = sin un precio honesto: { $count }
report-silent = En silencio todo el día: { $signals }
report-ask-title = ¿Qué día?
report-ask = Envía una fecha como { $example }.
report-ask-range = El historial va de { $first } a { $last }.

## The pinned message

heartbeat-title = Pulso
heartbeat-last = Último ciclo: { $when }
heartbeat-last-none = Último ciclo: todavía ninguno
heartbeat-next = Próximo ciclo: { $when }
heartbeat-next-unknown = Próximo ciclo: el calendario no conoce ninguno
heartbeat-bar = Datos hasta: { $when } (hace { $age })
heartbeat-call = { $call } a { $price }
heartbeat-confidence = Confianza { $confidence }
heartbeat-no-call = Todavía no hay predicción.
heartbeat-today = Hoy: { $count ->
    [one] { $count } predicción
   *[other] { $count } predicciones
}, { $skipped } omitidas
heartbeat-written = Escrito el { $when }
heartbeat-dead = Si esto tiene más de 20 minutos en horario de mercado, el servicio está caído.

## Messages that nobody asked for

notice-gap = ⚠️ { $symbol }: sin velas del { $from } al { $to }
notice-gap-size = Faltan { $span } de negociación. Las señales vuelven a calentarse; los resultados sin un precio honesto quedan nulos.
notice-away = Mientras Telegram no respondía: { $alerts ->
    [one] { $alerts } aviso
   *[other] { $alerts } avisos
}, { $reports ->
    [one] { $reports } informe
   *[other] { $reports } informes
}
notice-away-since = No se podía contactar con él desde el { $when }. A continuación va lo que esperaba.
notice-other-reader = ⚠️ Otro programa lee los mensajes de este bot
notice-other-reader-more = Telegram entrega cada mensaje solo a uno de los dos, así que aquí pueden faltar respuestas. Me aparto y pregunto cada vez menos. Detén el otro programa o dale un token propio.
notice-drift-whole = 📉 Deriva: mis previsiones a { $horizon } son ya peores que “sin habilidad”
notice-drift-signal = 📉 Deriva: la señal { $signal } a { $horizon } es ya peor que “sin habilidad”
notice-drift-more = Detectado el { $date }. Olvido más deprisa hasta el { $until }, para que pese menos lo que ya no vale. /drift cuenta más.
notice-feed-down = ⚠️ { $source } no da { $channel }
notice-feed-instead = { $why } Se toman de { $source } en su lugar.
notice-feed-nobody = { $why } Nadie más da esos datos; desde el { $when } las señales que los necesitan van callando una a una. /health cuenta más.
notice-feed-up = ✅ { $source } vuelve a dar { $channel }
notice-feed-since = Fallaba desde el { $when }.

## The outside market

channel-bars = velas
channel-days = velas diarias
channel-news = titulares
channel-chains = cadenas de opciones
fault-unauthorized = Falta su clave o es incorrecta.
fault-forbidden = Su clave no permite esto.
fault-not-found = No conoce el símbolo o la dirección.
fault-rate-limited = Se le preguntó demasiadas veces.
fault-server-error = Informa de un error propio.
fault-unreachable = No se puede acceder a ella.
fault-timeout = No respondió a tiempo.
fault-changed-shape = Sus respuestas han cambiado de formato.
fault-empty = Sus respuestas llegan vacías.
fault-stale = Su dato más reciente es demasiado antiguo.
fault-unsound = Lo que envía se descarta por no ser válido.

## The desk: contracts, modes, reasons

contract = { $symbol } { $expiry } { $strike } { $right }
right-call = call
right-put = put
contracts = { $count ->
    [one] { $count } contrato
   *[other] { $count } contratos
}
mode-predictions = Solo predicciones
mode-paper = Papel
mode-live = Real
mode-mark-predictions = SOLO PREDICCIONES: no se puede comprar nada
mode-mark-paper = PAPEL: sin dinero real
mode-mark-live = ⚠️ REAL: dinero de verdad
mode-means-predictions = Se hacen pronósticos y se siguen; no se puede comprar nada.
mode-means-paper = Lo que apruebas se ejecuta en papel, a bid y ask y con comisiones. Sin dinero real.
mode-means-live = Lo que apruebas se compra con dinero real, tras un segundo toque.
exit-stop = el bid cayó hasta el stop
exit-target = el bid subió hasta el objetivo
exit-time-stop = se mantuvo tantas sesiones como se permite
exit-near-expiry = se acercó demasiado a su vencimiento
exit-reversal = la otra dirección pasó a ser probable
exit-ex-dividend = su acción pasa a cotizar ex dividendo
exit-asked = alguien lo pidió
exit-expiry = venció
halt-losses-in-row = demasiadas pérdidas seguidas
halt-drawdown = el patrimonio cayó demasiado desde su máximo
pass-no-chain = ninguna cadena de opciones era lo bastante reciente
pass-no-contract = ningún contrato cumplió las reglas
pass-no-profit = todos los contratos perderían de media
pass-too-small = con el importe que permiten las reglas no se compra ningún contrato
pass-paused = la operativa estaba en pausa
pass-halted = las reglas habían detenido la operativa
pass-trades-this-month = este mes ya tiene sus operaciones
pass-positions = ya hay tantas posiciones u ofertas como puede haber
pass-exposure = todas las posiciones juntas costarían demasiado
pass-day-loss = la pérdida del día está en su límite
pass-cash = quedaba demasiado poco dinero
pass-closing = la bolsa cierra demasiado pronto para responder
pass-too-late = llegó demasiado tarde, después de un corte
whom-you = ti
whom-owner = el propietario
whom-approver = un aprobador
refused-decide = Puedes mirar, no decidir: solo el propietario y los aprobadores aprueban, rechazan y cierran. No se hizo nada.
refused-steer = Solo el propietario puede cambiar el modo, pausar y reanudar. No se hizo nada.

## Offers

offer-title = { $call } · { $contract }
offer-practice = Práctica: la dirección más probable se ofrece desde una probabilidad del { $share }, aunque el pronóstico sea MANTENER. Las reglas para un mercado real son más estrictas.
offer-practice-negative = De media, esta compra pierde dinero: está para aprender cómo funciona comprar.
offer-left-none = Se acabó el tiempo
offer-left-seconds = Quedan { $count } s, hasta las { $until } de Nueva York
offer-left-minutes = { $count ->
    [one] Queda { $count } min
   *[other] Quedan { $count } min
}, hasta las { $until } de Nueva York
offer-stake = { $contracts } ({ $shares } acciones) a { $limit } por acción o menos: se pueden perder { $loss } como máximo
offer-quote = Bid y ask { $bid } y { $ask }, de hace { $age }
offer-break-even = Break-even al vencimiento { $price } ({ $change }); movimiento esperado ±{ $move } hasta el { $due }
offer-delta = Delta { $delta }, { $days } hasta el vencimiento
offer-expected = Ganancia esperada { $expected }; el mismo contrato sin habilidad { $unskilled }
offer-chance = Probabilidad de ganancia { $share }
offer-confidence = Confianza { $share } (80 %: { $interval }), de { $independent } { $count ->
    [one] resultado independiente
   *[other] resultados independientes
}
offer-confidence-bare = Probabilidad de esta dirección { $share }, de { $independent } { $count ->
    [one] resultado independiente
   *[other] resultados independientes
}
offer-details = Detalles
offer-record = Pronósticos desde el { $from } hasta ahora: { $right } de { $count } con acierto (95 %: { $interval }), siempre { $always } { $baseline }
offer-record-none = Pronósticos con esta confianza hasta ahora: aún no hay datos suficientes
offer-voice = { $signal } { $score } ({ $share })
offer-why = Por qué: { $voices }
offer-exits = Se vende cuando el bid es el { $stop } del precio pagado o { $target } veces ese precio, tras { $sessions ->
    [one] { $sessions } sesión
   *[other] { $sessions } sesiones
}, o { $days ->
    [one] { $days } día
   *[other] { $days } días
} antes del vencimiento.
offer-ask = Sin respuesta no se compra nada. El precio se comprueba otra vez cuando tocas.
offer-viewer = Solo el propietario y los aprobadores deciden sobre ella.
offer-confirm = ⚠️ Esto compra con dinero real: se pueden perder hasta { $loss }. Toca otra vez para comprar.
offer-confirming = Aprobar: tocado por { $who }; se espera el segundo toque.
offer-approved = Aprobada por { $who } a las { $when } de Nueva York
offer-denied = Rechazada por { $who } a las { $when } de Nueva York: no se compró nada.
offer-expired = Nadie respondió hasta las { $when } de Nueva York: no se compró nada.
offer-unasked = El modo es solo predicciones: no se puede comprar nada. /mode lo cambia.
offer-unknown = En la mesa pasó algo que todavía no puedo leer. /positions y /trades muestran lo que hay y lo que se vendió.
order-intended = La orden va de camino al bróker.
order-working = El bróker tiene la orden: { $wanted } a { $limit } o menos, hasta las { $until } de Nueva York.
order-partly = Comprado hasta ahora: { $filled } de { $wanted } a { $price }; el resto espera hasta las { $until } de Nueva York.
order-filled = Comprado: { $filled } a { $price }: { $value } y { $fees } de comisiones
order-filled-partly = Comprado: { $filled } de { $wanted } a { $price }; el resto no se ejecutó.
order-cancelled = La orden se retiró: no se compró nada.
order-lapsed = No ejecutada: nadie vendió a { $limit } o menos a tiempo. No se compró nada.
order-rejected = El bróker rechazó la orden: { $reason }. No se compró nada.
shadow-so-far = Habría dado { $profit } hasta ahora ({ $when } Nueva York).
shadow-ended = Al final habría dado { $profit }: { $reason }.
trade-closed = Vendido a { $price } el { $when }: { $profit } ({ $gain }), porque { $reason }.
button-approve = Aprobar
button-deny = Rechazar
button-confirm = Sí, comprar con dinero real
tap-not-bound = Este botón no corresponde a este mensaje tal como lo conozco; no se hizo nada. Si la oferta es nueva, toca otra vez en unos segundos.

## Answers of the desk

reply-approved = Aprobada: la orden está en camino. El mensaje muestra qué pasa con ella.
reply-denied = Rechazada: no se compra nada. Se sigue, para que veas lo que eso ahorró o costó.
reply-closing = Se vende al próximo bid.
reply-mode = El modo ahora es: { $mode }.
reply-live = La operativa real está activada: lo que apruebas se compra con dinero real.
reply-paused = En pausa: no se ofrece ni se compra nada más. Lo que hay se vigila y se vende según las reglas. /resume termina la pausa.
reply-resumed = Reanudado: los pronósticos se vuelven a ofrecer.
reply-confirm-now = ⚠️ Se trata de dinero real. Toca otra vez para confirmar.
reply-unknown = Esa oferta o posición ya no existe. /positions muestra lo que hay.
reply-already = Ya está así; no se cambió nada.
reply-failed = No se pudo anotar, así que no se hizo nada. Prueba de nuevo; /health dice si el disco está lleno.
decided-approved = Ya fue aprobada por { $who } a las { $when } de Nueva York. Nada se compra dos veces.
decided-denied = Ya fue rechazada por { $who } a las { $when } de Nueva York. Espera la próxima oferta.
decided-expired = Demasiado tarde: caducó a las { $when } de Nueva York. Espera la próxima oferta.
decided-confirming = Aprobar: tocado por { $who }; se espera el segundo toque.
decided-unasked = En este modo no se puede comprar nada. /mode lo cambia.
decided-open = Sigue abierta. Toca otra vez.
block-paused = La operativa está en pausa. El propietario la reanuda con /resume.
block-losses-in-row = { $count ->
    [one] { $count } pérdida seguida
   *[other] { $count } pérdidas seguidas
}: no se abre nada hasta que el propietario envíe /resume.
block-drawdown = El patrimonio cayó demasiado desde su máximo: no se abre nada hasta que el propietario envíe /resume.
block-day-loss = La pérdida de hoy, { $loss }, está en su límite. No se abre nada antes de mañana.
block-trades-this-month = Este mes ya tiene { $count ->
    [one] su { $count } operación
   *[other] sus { $count } operaciones
}. No se abre nada antes del próximo mes.
block-positions = { $count ->
    [one] Hay { $count } posición abierta
   *[other] Hay { $count } posiciones abiertas
}, tantas como puede haber. /close libera un puesto.
block-exposure = Todas las posiciones juntas costarían demasiado. /close libera dinero; /risk muestra el límite.
block-same-contract = Ese contrato ya está en cartera. /positions lo muestra.
block-cash = Solo quedan { $left }, que es demasiado poco. /close libera dinero.
block-moved = El precio se movió: ahora piden { $ask } y se puede pagar hasta { $limit }. Toca otra vez si vuelve.
block-no-quote = Nadie cotiza ahora el contrato. Toca otra vez en unos minutos.
block-stale-quote = La última cotización es demasiado antigua para comprar. /health dice cómo está la fuente.
block-closed = La bolsa está cerrada. Espera una oferta en la próxima sesión.
block-other-mode = El modo ahora es { $mode }, no el de esta oferta. /mode lo cambia.
block-live-not-configured = La operativa real no está configurada: indica un bróker en la configuración y arranca de nuevo el programa.
block-not-ready = La lista para operar en real tiene puntos pendientes. /ready los muestra.
block-too-small = Con el importe que permiten las reglas no se compra ni un contrato. /risk muestra los límites.

## Positions and trades

positions-title = Posiciones
positions-none = No hay nada en cartera.
position-bought = Compra: { $contracts } a { $price } el { $when }; { $fees } de comisiones
position-now = { $contracts } a un bid de { $bid }: { $profit } ({ $gain }), { $when } Nueva York
position-closing = En venta, porque { $reason }.
position-exits = Stop en { $stop }, objetivo en { $target }
position-days = { $days } hasta el vencimiento
position-sold-by = Se vende el { $date } a más tardar
position-sold-by-expiry = Se vende al vencimiento a más tardar
position-close-ask = ¿Vender al próximo bid, ahora { $bid }? No se puede deshacer.
button-close = Cerrar { $strike } { $right }
button-close-for-sure = Sí, vender { $strike } { $right }
button-keep = Conservar
button-positions = Posiciones
button-trades = Operaciones
button-risk = Riesgo
button-ready = ¿Listo?
button-scoreboard = Marcador
button-options = Opciones
button-mode = Modo
button-pause = Pausar
button-resume = Reanudar
button-equity = Patrimonio
button-profits = Ganancias
button-export = CSV
button-newer = ‹ Nuevas
button-older = Antiguas ›
button-confirm-live = Sí, operar con dinero real
trades-title = Operaciones
trades-none = Todavía no se ha cerrado ninguna operación.
trades-last = { $count ->
    [one] { $count } operación, la más reciente primero
   *[other] { $count } operaciones, la más reciente primero
}
trades-one = { $call } { $contract }
trades-one-result = { $profit } ({ $gain }): { $contracts }, compra a { $bought }, venta a { $sold } el { $when }, porque { $reason }
figures-title = En conjunto
figures-profit = Ganancias y pérdidas { $profit }, comisiones de { $fees } incluidas
figures-win-rate = Con ganancia
figures-profit-factor = Ganancias entre pérdidas
figures-winner = Ganadora media
figures-loser = Perdedora media
figures-expectancy = Rendimiento medio
figures-dollars = Ganancia media
figures-high-conviction = Aciertos de pronósticos desde el 85 %
figures-line = { $name }: { $value } de { $count } (95 %: { $low } a { $high }), meta { $target }: { $standing }
figures-none = { $name }: todavía ninguna, meta { $target }
figures-few = { $name }: { $count } hasta ahora, aún no hay datos suficientes; meta { $target }
figures-below = por debajo
figures-reached = alcanzada, no demostrada
figures-proven = demostrada
figures-no-skill = De los mismos contratos, sin habilidad, se esperaban { $amount } por operación.
figures-drawdown = Mayor caída { $amount } ({ $share } del máximo); ahora { $now } por debajo de él
equity-title = Patrimonio
equity-none = Todavía no se ha comprado nada, así que no hay nada que dibujar.
equity-caption = { $equity } el { $when }; { $change } sobre { $capital } iniciales
equity-head = { $symbol } · patrimonio
equity-span = { $from } a { $to }
equity-line = dinero y posiciones al bid
equity-begin = { $capital } iniciales
profits-title = Ganancias
profits-none = Todavía no se ha cerrado ninguna operación, así que no hay nada que dibujar.
profits-caption = { $count ->
    [one] { $count } operación
   *[other] { $count } operaciones
}, { $gained } de ellas con ganancia; la última terminó el { $when }
profits-head = { $symbol } · ganancias por operación
profits-about = { $count ->
    [one] { $count } operación
   *[other] { $count } operaciones
}, comisiones incluidas
profits-across = rendimiento sobre lo pagado
export-none = Todavía no hay nada que exportar.
export-file = { $count ->
    [one] { $count } fila
   *[other] { $count } filas
}, importes en dólares, instantes en UTC

## Options

options-title = Opciones
options-none = Todavía no ha llegado ninguna cadena de opciones. /health dice cómo están las fuentes.
options-quoted = Precio { $price }; cotizaciones del { $when }, hace { $age }
options-expiry = { $date }: vence en { $days }
options-strike = strike
options-bid = bid
options-ask = ask
options-iv = vol
options-delta = delta
options-volume = negoc.
options-open = abier.
options-traded = Contratos negociados hoy y abiertos: primero calls, luego puts
options-legend = Letras: lo que las reglas rechazan ya por la cotización
options-legend-days = { $letter } – tiempo hasta el vencimiento fuera de { $low } a { $high } días
options-legend-delta = { $letter } – delta fuera de { $low } a { $high }
options-legend-open = { $letter } – menos de { $least } contratos abiertos
options-legend-volume = { $letter } – menos de { $least } negociados hoy
options-legend-bid = { $letter } – bid por debajo de { $least }
options-legend-spread = { $letter } – spread por encima de { $most } o de { $share } del punto medio
options-foot = Vol (en %) y delta son los de la fuente. Un contrato sin letra también puede rechazarse: por su break-even o porque perdería de media.

## Risk

risk-title = Riesgo
risk-running = La operativa no está en pausa ni detenida.
risk-paused = ⚠️ Pausada por { $who } el { $when }: no se ofrece ni se compra nada más.
risk-halted = ⚠️ Detenida por las reglas el { $when }: { $reason }. No se abre nada hasta que el propietario reanude.
risk-limits = Las reglas y cómo están ahora
risk-equity = Patrimonio { $equity }, de ello { $cash } en dinero
risk-trade-max = La próxima operación puede costar { $limit } como máximo
risk-trades = Operaciones este mes: { $count } de { $limit }
risk-positions = Posiciones: { $count } de { $limit }
risk-exposure = Comprometido en posiciones: { $exposure } de { $limit }
risk-day-loss = Perdido hoy: { $loss } de { $limit }
risk-losses-in-row = Pérdidas seguidas: { $count } de { $limit }
risk-drawdown = Por debajo del máximo: { $drawdown } de { $limit }
risk-threshold = Los pronósticos se ofrecen desde una confianza del { $share }
risk-passed = Pronósticos que no llegaron a oferta
risk-passed-none = Ninguno hasta ahora.
risk-passed-one = { $when } { $call } { $share }: { $reasons }
risk-passed-count = { $count ->
    [one] { $count } pronóstico
   *[other] { $count } pronósticos
} en total

## Ready

ready-title = ¿Listo para real?
ready-about = Lo que se pide a las operaciones en papel antes de usar dinero real.
ready-trades = { $met ->
    [yes] Cumplido
   *[no] Pendiente
}: { $is } operaciones cerradas; hacen falta { $required }.
ready-expectancy = { $met ->
    [yes] Cumplido
   *[no] Pendiente
}: extremo inferior del rendimiento medio de una operación: { $is }; tiene que estar por encima de { $required }.
ready-profit-factor = { $met ->
    [yes] Cumplido
   *[no] Pendiente
}: ganancias entre pérdidas: { $is }; hace falta { $required }.
ready-drawdown = { $met ->
    [yes] Cumplido
   *[no] Pendiente
}: mayor caída del patrimonio: { $is }; se permite { $required } como máximo.
ready-calibration = { $met ->
    [yes] Cumplido: hay suficientes pronósticos de alta confianza resueltos, y no se exageró con ellos.
   *[no] Pendiente: hay demasiado pocos pronósticos de alta confianza resueltos, o se exageró con ellos. /thresholds cuenta más.
}
ready-weeks = { $met ->
    [yes] Cumplido
   *[no] Pendiente
}: semanas en papel: { $is }; hacen falta { $required }.
ready-configured = { $met ->
    [yes] Cumplido: las órdenes reales irían a { $broker }.
   *[no] Pendiente: la configuración no indica ningún bróker para las órdenes reales.
}
ready-all = Todos los puntos están cumplidos. Con /mode se pasa a la operativa real.
ready-live = Todos los puntos están cumplidos y la operativa real está activada.
ready-open = { $count ->
    [one] Queda { $count } punto pendiente: aún no se puede confirmar la operativa real.
   *[other] Quedan { $count } puntos pendientes: aún no se puede confirmar la operativa real.
}

## Scoreboard

scoreboard-title = Marcador
scoreboard-none = Todavía no se ha decidido ninguna oferta.
scoreboard-approved = Aprobadas: lo que dieron
scoreboard-denied = Rechazadas: lo que habrían dado
scoreboard-expired = Sin respuesta: lo que habrían dado
scoreboard-unasked = Sin preguntar, en solo predicciones: lo que habrían dado
scoreboard-empty = ninguna
scoreboard-ended = Terminadas: { $count }, { $won } de ellas con ganancia: { $profit }
scoreboard-open = Aún en seguimiento: { $count } ({ $profit } hasta ahora)
scoreboard-saved = Rechazar y no responder ha ahorrado { $amount } hasta ahora.
scoreboard-cost = Rechazar y no responder ha costado { $amount } hasta ahora.
scoreboard-about = Lo que nadie tomó se sigue como si se hubiera comprado al ask ofrecido y vendido con las mismas reglas al bid, comisiones incluidas. Unas pocas ofertas no prueban nada sobre los toques.

option-record-title = Una opción por cada pronóstico
option-record-none = Todavía no ha vencido ningún pronóstico con dirección.
option-record-few = { $count ->
    [one] { $count } opción
   *[other] { $count } opciones
}, { $independent } independientes: aún no hay datos suficientes
option-record-count = { $count } opciones, { $independent } independientes
option-record-won = El { $share } ganó dinero (95 %: { $interval })
option-record-gain = De media { $gain } del precio pagado (95 %: { $low } a { $high })
option-record-calls = Calls, compradas con COMPRA: { $gain } de media, { $count } en total
option-record-puts = Puts, compradas con VENTA: { $gain } de media, { $count } en total
option-record-model = { $count } vendidas al precio de un modelo, a falta de una cotización reciente
option-record-about = Por cada pronóstico se compra un contrato al ask y se vende al bid cuando el pronóstico vence, comisiones incluidas, se haya preguntado a alguien o no. Los pronósticos separados por menos de un horizonte se solapan y cuentan en parte.

## Modes

mode-title = Modo
mode-on = { $mode } – activo
mode-live-broker = Las órdenes van a { $broker }.
mode-live-not-configured = Sin configurar: indica un bróker para las órdenes reales en la configuración y arranca de nuevo el programa.
mode-practice = Práctica: en este mercado simulado se ofrecen pronósticos que las reglas para uno real retendrían.
mode-live-ask = ⚠️ A partir de entonces, lo que apruebas se compra con dinero real. Toca otra vez para confirmar.

## Messages of the desk

notice-bought = Comprado
notice-sold = Vendido: { $profit } ({ $gain })
notice-sold-reason = Porque { $reason }.
notice-sold-prices = { $contracts }: compra a { $bought }, venta a { $sold } tras { $held }
notice-unfilled = ⚠️ Una orden no se ejecutó como se quería
notice-unsold = ⚠️ Una venta no se ejecutó como se quería
notice-unsold-more = Lo que queda sigue en cartera; se vuelve a poner a la venta. /positions lo muestra.
notice-halted = ⚠️ La operativa está detenida: { $reason }
notice-halted-more = Desde el { $when } no se abre nada más. Lo que hay se vigila y se vende según las reglas. El propietario reanuda con /resume.
notice-mismatch = ⚠️ Las posiciones del bróker no son las del libro
notice-mismatch-one = { $contract }: { $book } en el libro, { $broker } en el bróker
notice-mismatch-more = Mira tu cuenta en el bróker. No abro nada sobre lo que no conozco; /pause lo detiene todo hasta que esté claro.
attribution-title = De dónde salió
attribution-price = Precio
attribution-time = Tiempo
attribution-volatility = Volatilidad
attribution-spread = Spread
attribution-fees = Comisiones
attribution-rest = Sin explicar
attribution-part = { $name } { $amount }
attribution-none = No se pudo calcular de dónde salió.

## Answers to what is no command

unknown-command = No conozco ese comando. /help muestra lo que entiendo.
plain-text = Entiendo comandos y botones. /help los muestra.
no-text = Solo puedo leer texto y botones. /help muestra lo que entiendo.
edited = Editaste un mensaje; eso aquí no cambia nada. Envíalo de nuevo como uno nuevo.
toast-expired = Este botón ha caducado. Envía /start para tener otros nuevos.
toast-nothing-new = Nada nuevo.
talk-lost = Perdí el hilo de lo que había preguntado. Empieza de nuevo, por favor.
apology = Algo salió mal por mi parte y está en el registro. Prueba de nuevo, por favor.
setup-id = Tu id:
setup-line = Para tener acceso, pon { $setting } a este número y arranca de nuevo el programa.

## The exchange's hours

notice-opens = 🔔 La bolsa está abierta: { $date }
notice-closes = 🔔 La bolsa ha cerrado: { $date }
notice-shut = 🔕 Hoy no hay negociación, { $date }

## Accuracy over time

button-over-time = Evolución
over-time-head = { $symbol } · { $horizon }: se cumplió
over-time-span = Todo el historial, del { $from } al { $to }
over-time-right = se cumplió
over-time-band = intervalo del 95 %
over-time-baseline = respuesta más frecuente
over-time-independent = { $independent } indep.
over-time-not-yet = Aún no hay datos suficientes: para una imagen hacen falta resultados de dos días.
over-time-newest = Hasta el { $date }: { $share } de aciertos (95 %: { $interval }), siempre la respuesta más frecuente { $baseline }, { $independent } independientes
over-time-means = Cada punto cuenta todo desde el principio. La banda vale para todos los días a la vez; con habilidad quedaría por encima de la línea discontinua.
## Ways through the chat, and settings

group-now = Ahora
group-record = Historial
group-trading = Operativa
group-learning = Aprendizaje
group-reports = Informes
button-now = Ahora
button-record = Historial
button-trading = Operativa
button-learning = Aprendizaje
button-reports = Informes
button-settings = Ajustes
command-settings = mensajes, silencio, imágenes, símbolos, reglas y cambios
command-language = el idioma en que hablo contigo
settings-title = Ajustes
settings-one = { $name }: { $value }
settings-chosen = ✓ { $choice }
settings-saved = Guardado.
settings-default = por defecto
settings-none = ninguno
settings-hours = { $from }–{ $to }
settings-levels-now = Mensajes con sonido: { $loud }, sin sonido: { $silent }, desactivados: { $off }
settings-rules-now = { $count ->
    [0] Reglas: todas como en la configuración
    [one] Reglas: { $count } fijada aquí, las demás como en la configuración
   *[other] Reglas: { $count } fijadas aquí, las demás como en la configuración
}
settings-quiet = Horario de silencio
settings-zone = Zona horaria
settings-report-at = Informe
settings-pictures = Imágenes
settings-shown = Símbolo mostrado
settings-watched = Símbolos en seguimiento
button-notifications = Notificaciones
button-quiet = Silencio
button-report-time = Hora del informe
button-pictures = Imágenes
button-symbols = Símbolos
button-language = Idioma
button-rules = Reglas
button-history = Cambios
settings-levels-title = Notificaciones
settings-levels-tap = Cada toque lo cambia: con sonido, sin sonido, no.
level-on = con sonido
level-silent = sin sonido
level-off = no
topic-offers = Ofertas
topic-offers-means = señales que se pueden aprobar
topic-trades = Operaciones
topic-trades-means = compras, ventas, órdenes que no se ejecutaron
topic-stops = Paradas
topic-stops-means = se detuvo la operativa, los libros no cuadran
topic-reports = Informes
topic-reports-means = el informe de un día, una semana, un mes
topic-learning = Aprendizaje
topic-learning-means = lo que cambia a peor
topic-sources = Fuentes
topic-sources-means = fuentes que fallan o vuelven a responder
topic-hours = Horarios
topic-hours-means = la bolsa abre, cierra o no llega a abrir
topic-service = Servicio
topic-service-means = el servicio en sí
settings-quiet-title = Horario de silencio
settings-quiet-off = No hay horario de silencio.
settings-quiet-on = Silencio: { $hours }, { $zone }
settings-quiet-means = En el horario de silencio solo las ofertas y las paradas se envían al momento. Todo lo demás espera y llega junto después.
button-no-quiet = Sin silencio
button-zone = Zona horaria
settings-zone-title = Zona horaria
settings-zone-now = { $zone }, donde ahora son las { $time }
button-other-zone = Otra zona horaria
settings-ask-zone = ¿Qué zona horaria? Envía un nombre como Europe/Warsaw o Asia/Tokyo.
settings-wrong-zone = No conozco ninguna zona horaria con ese nombre. Envía una como Europe/Warsaw o pulsa Cancelar.
settings-report-title = Hora del informe
settings-report-now = El informe de un día de bolsa llega a las { $when }.
settings-report-evening = { $time } de Nueva York
settings-report-morning = { $time } de Nueva York, a la mañana siguiente
settings-report-means = Habla del mismo día, llegue cuando llegue.
button-next-morning = { $time } día siguiente
settings-pictures-title = Imágenes
settings-pictures-means = ¿Qué tono quieres para las imágenes?
theme-dark = oscuro
theme-light = claro
settings-language-title = Idioma
settings-language-means = ¿En qué idioma quieres que te hable?
settings-symbols-title = Símbolos
settings-symbols-main = Se opera con: { $symbol }
settings-symbols-alone = No se sigue ningún otro símbolo.
settings-symbols-watched = Se siguen además, cada uno con su propio historial: { $symbols }
settings-symbols-shown = Se muestra en este chat: { $symbol }
button-show-symbol = Mostrar { $symbol }
button-watch = + { $symbol }
button-unwatch = − { $symbol }
button-other-symbol = Otro símbolo
settings-ask-symbol = ¿Qué símbolo quieres seguir? Envía su ticker, como LMT.
settings-wrong-symbol = Eso no es un ticker. Envía de 1 a 8 letras o cifras, como LMT, o pulsa Cancelar.
settings-watched-full = No se pueden seguir más símbolos. Quita uno antes.
settings-watched-already = Ese símbolo ya está.
settings-rules-title = Reglas
settings-rules-means = Lo que fijas aquí vale al momento, para las ofertas nuevas y para lo que hay en cartera.
settings-rule-set = { $name }: { $value } (configuración: { $configured })
settings-rule-range = Puede ir de { $low } a { $high }.
rule-threshold = Confianza necesaria
rule-trade-max = Máximo por operación
rule-trade-share-max = Una operación, parte del patrimonio
rule-exposure-max = Todas las posiciones, parte del patrimonio
rule-positions-max = Posiciones a la vez
rule-trades-a-month-max = Operaciones al mes
rule-day-loss-max = Pérdida en un día
rule-losses-in-row-max = Pérdidas seguidas
rule-drawdown-max = Caída desde el máximo
rule-offer-minutes = Tiempo para aprobar
rule-stop = Stop, respecto al precio pagado
rule-target = Objetivo, respecto al precio pagado
rule-sessions-max = Sesiones hasta la venta
button-step-down = ▼ { $value }
button-step-up = ▲ { $value }
button-other-value = Otro valor
button-as-configured = Como en la configuración
settings-ask-rule = { $rule }: envía un valor de { $low } a { $high }.
settings-wrong-range = Eso no vale. Envía un valor de { $low } a { $high } o pulsa Cancelar.
settings-sure = ⚠️ La operativa real está activada, y con esto se puede perder más. { $rule }: de { $before } a { $after }. Toca otra vez para confirmar.
button-change-for-sure = Sí, cambiarlo
settings-history-title = Cambios
settings-history-none = Todavía no se ha cambiado nada.
settings-history-one = { $when }, por { $whom }: { $name } = { $value }
settings-history-undo = { $when }, por { $whom }, deshecho: { $name } = { $value } de nuevo
settings-history-means = Deshacer anula el cambio más reciente, y cada toque más, el anterior a ese.
settings-changed-meanwhile = Mientras tanto se cambió algo. Mira otra vez los cambios.
button-undo = ↶ Deshacer

## Several symbols

watched-title = También se predicen
watched-call = { $symbol }: { $call } a { $price }, { $when }
watched-no-call = { $symbol }: todavía no hay predicción
settings-watched-impossible = Ese símbolo no se puede predecir en este mercado.
watched-left = { $symbol } ya no se predice: este es su historial.
button-symbol-here = • { $symbol }
## Groups and the PIN

group-type-report = En un grupo no puedo esperar un texto. Escribe /report con el día, como /report 2026-01-02.
group-type-elsewhere = En un grupo no puedo esperar un texto. Ajústalo en tu chat privado conmigo.
pin-ask = Introduce tu PIN
pin-wrong = Ese no es el PIN, y no se hizo nada. Intentos que quedan: { $left }. Empieza de nuevo con el botón o el comando.
pin-locked = Demasiados intentos fallidos. No se acepta ningún PIN hasta el { $when }; no se hizo nada.
pin-expired = Este teclado ha caducado, y no se hizo nada. Empieza de nuevo con el botón o el comando.
pin-cancelled = No se hizo nada.
pin-anothers = Este teclado es de otra persona.
notice-pin-locked = ⚠️ El PIN se introdujo mal { $count } veces
notice-pin-locked-more = Fue la persona { $who }. No se acepta ningún PIN suyo hasta el { $when }. ¿Fuiste tú? Si no, quita este id de la configuración y arranca de nuevo el programa.

## Bells

notice-shut-because = 🔕 Hoy no hay negociación, { $date }: { $reason }
bell-until = La sesión termina a las { $time } de Nueva York.
bell-early = Sesión corta: termina a las { $time } de Nueva York ({ $reason }).
bell-move = { $symbol } cerró a { $price }, { $change } desde el cierre anterior.
bell-price = { $symbol } cerró a { $price }.
bell-no-price = No tengo ningún precio de { $symbol } para este día.
bell-calls = { $made ->
    [one] { $made } predicción
   *[other] { $made } predicciones
} hoy: { $up } al alza, { $hold } sin dirección, { $down } a la baja.
bell-no-calls = Hoy no se hizo ninguna predicción.
bell-next = La próxima sesión abre el { $date } a las { $time } de Nueva York.
bell-next-unknown = Mi calendario no conoce la próxima sesión.

## What was held back or gathered

notice-digest = 🌙 Durante el silencio: { $alerts ->
    [one] { $alerts } aviso
   *[other] { $alerts } avisos
}, { $reports ->
    [one] { $reports } informe
   *[other] { $reports } informes
}
notice-digest-away = 📬 Lo que esperaba a Telegram: { $alerts ->
    [one] { $alerts } aviso
   *[other] { $alerts } avisos
}
digest-times = Las horas son las de Nueva York.
digest-line = { $when } · { $title }
digest-more = { $count ->
    [one] y { $count } más
   *[other] y { $count } más
}
digest-reports = { $reports ->
    [one] A continuación va el informe.
   *[other] A continuación van los informes.
}
notice-flaps = ⚠️ { $source } dejó de dar { $channel } { $times ->
    [one] una vez
   *[other] { $times } veces
} desde el { $when }
notice-flaps-still = { $why } Sigue fallando. /health cuenta más.
notice-flaps-again = Por ahora vuelve a responder. /health cuenta más.
notice-drifts = 📉 Deriva: { $count ->
    [one] { $count } parte de mis previsiones es ya peor
   *[other] { $count } partes de mis previsiones son ya peores
} que “sin habilidad”
drifts-line = { $horizon }: { $names }
drifts-whole = toda la previsión

## Reports of days, weeks and months

report-verdict-none = Hoy no se resolvió ningún pronóstico a 24 horas.
report-verdict = Pronósticos a 24 horas resueltos ese día: { $share } de aciertos. Siempre lo mismo: { $baseline }.{ $judged ->
    [enough] { "" }
   *[rest] { " " }Un día no prueba nada.
}
report-late = ⏰ Este informe llega { $span } tarde: a las 17:00 el servicio no estaba en marcha o no podía leer el mercado.
report-settled-before = Resueltos el { $date }
report-counted = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
} = { $independent } independientes; siempre { $call }: { $baseline }
report-options-title = Opciones sobre los pronósticos
report-options = { $horizon }: { $count ->
    [one] { $count } opción
   *[other] { $count } opciones
}, { $won } con ganancia, media { $mean }
report-options-none = No terminó ninguna opción sobre un pronóstico.
report-desk = Mesa: ofrecidas { $offered }, aprobadas { $approved }, rechazadas { $denied }, ahora en cartera { $open }
report-desk-trades = { $count ->
    [0] No se cerró ninguna operación.
    [one] { $count } operación cerrada, con ganancia: { $won }, en total { $profit }
   *[other] { $count } operaciones cerradas, con ganancia: { $won }, en total { $profit }
}
report-spoke = { $count ->
    [one] Habló { $count } señal de { $all }.
   *[other] Hablaron { $count } señales de { $all }.
}
report-changes = { $count ->
    [0] Nada de lo aprendido me cambió mucho.
    [one] Aprendí: { $count } cambio digno de mención
   *[other] Aprendí: { $count } cambios dignos de mención
}
report-proof = ✅ en vivo = repetición: { $all } de { $all } decisiones y resultados salieron igual
report-proof-differs = ⚠️ en vivo ≠ repetición: { $count } de { $all } decisiones y resultados salieron distintos
report-proof-none = en vivo = repetición: sin comparar
report-advice = 💡 { $advice }
report-advice-none = Ninguna regla pide nada.
report-advice-foot = Cada consejo sale de las cifras por una regla explícita; ninguno es un pronóstico.
report-advice-verify = En vivo y repetición difieren en { $count ->
    [one] { $count } caso
   *[other] { $count } casos
}: detén el servicio y ejecuta algoslayer verify.
report-advice-leave-live = Vuelve a papel: todavía no hay indicios de habilidad.
report-advice-paper = Sigue en papel: todavía no hay indicios de habilidad.
report-advice-skipped = { $count ->
    [one] { $count } ciclo no dio
   *[other] { $count } ciclos no dieron
} predicción: /health muestra cómo responden las fuentes.
report-advice-silent = { $signal } lleva { $count ->
    [one] { $count } día
   *[other] { $count } días
} en silencio: revisa su fuente en /health.
report-advice-no-claims = Ningún pronóstico llegó al { $threshold } este mes. Son poco frecuentes; no bajes el umbral por eso.
report-state-learning = Estado: 🟡 aprendiendo
report-state-good = Estado: 🟢 bueno
report-state-excellent = Estado: ⭐ excelente
report-part-accuracy = Aciertos
report-part-options = Opciones
report-part-signals = Señales
report-part-learned = Aprendido
report-part-advice = Consejos
report-part-rules = Reglas del estado
report-signal-spoke = { $count ->
    [one] habló una vez
   *[other] habló { $count } veces
}
report-signal-silent = en silencio, { $reason }
report-side = Dirección: { $share } de aciertos ({ $interval }) en { $independent } independientes a 24 horas
report-side-none = A 24 horas no se puso a prueba ninguna dirección.
report-rule-learning = 🟡 Aprendiendo: menos de { $evidence } resultados independientes a 24 horas, o sin indicios de habilidad, o con confianzas demostradamente erróneas.
report-rule-good = 🟢 Bueno: la ventaja sobre “sin habilidad” está por encima de 0 con todo su intervalo, y no está demostrado que el error de calibración pase del { $limit }.
report-rule-excellent = ⭐ Excelente: además se cumple la lista de /ready, y los pronósticos al { $threshold } están respaldados por lo que fue de los anteriores.
report-ground-independent = { $independent } resultados independientes
report-ground-skilled = Ventaja sobre “sin habilidad” por encima de 0
report-ground-calibration = Error de calibración de al menos { $share }
report-ground-ready = Lista de /ready cumplida
report-ground-backed = Alta confianza respaldada
report-week-title = Semana
report-month-title = Mes
report-span = Del { $from } al { $to }
report-settled-span = Resueltos en este periodo
report-span-skipped = Ciclos sin predicción: { $count }
report-span-claims = Pronósticos de alta confianza: { $count }
report-state-begin = Al principio: { $verdict }
report-state-end = Al final: { $verdict }
report-equity = Patrimonio de { $from } a { $to }
report-best = La que más acertó: { $signal }
report-worst = La que menos acertó: { $signal }
report-weight = { $signal }: peso { $from }, ahora { $to }
report-next-shut = { $date }: bolsa cerrada, { $reason }
report-next-early = { $date }: cierre anticipado a las 13:00, { $reason }
button-report-day = Día
button-report-week = Semana
button-report-month = Mes
button-report-back = ‹ Informe
button-span-before = ‹ Anterior
button-span-after = Siguiente ›
report-picture = { $date } · aciertos a lo largo del tiempo
report-warn-differs = ⚠️ { $date }: la repetición dio otro resultado que en vivo. Detén el servicio y ejecuta algoslayer verify.
report-bad-asked = No puedo leer eso. Envía /report con un día como { $day }, una semana como { $week } o un mes como { $month }.

## Training and models

button-train = Entrenar
button-models = Modelos
button-train-now = 🎓 Entrenando { $share }
button-train-start = ▶ Entrenar
button-train-cancel-for-sure = Sí, pararlo
button-train-go-on = Que siga
button-card = Ficha
button-card-last = Última ficha
button-card-of = Ficha { $id }
button-promote = Activar
button-promote-of = Activar { $id }
button-promote-for-sure = Sí, activarlo
button-roll-back = Revertir
button-roll-back-for-sure = Sí, revertir
command-train = entrenar modelos y ver cómo va un entrenamiento
command-models = todos los modelos entrenados, con su historial
command-rollback = volver al modelo que estaba activo antes
train-title = Entrenamiento
train-run-title = Entrenamiento { $number }
train-done-title = El entrenamiento { $number } ha terminado
train-about = Los modelos aprenden de cada decisión cuyo resultado se conoce y se prueban en días que no han visto.
train-data = { $have } { $count ->
    [one] observación independiente
   *[other] observaciones independientes
} de las que aprender; hacen falta { $need }.
train-not-enough = Aún no hay datos suficientes
train-too-little = { $have } { $count ->
    [one] observación independiente
   *[other] observaciones independientes
} hasta ahora; hacen falta { $need }. Llegan solas a medida que se conocen los resultados.
train-chosen = ✓ { $name }
train-means = : { $sentence }
train-no-such = No existe ese entrenamiento.
train-waiting = Guardado para después
train-waiting-means = Empieza solo cuando se conecte un equipo que entrene.
train-running = En marcha
train-bar = { $bar } { $share }
train-units = Hecho: { $done } de { $all } partes
train-at-fold = Ahora: fold { $fold }, { $family }
train-at-final = Ahora: el ajuste final, { $family }
train-best = Lo mejor hasta ahora: { $family }, ventaja { $gain }
train-left = Tiempo restante: unos { $span }
train-trainers = { $count ->
    [one] { $count } equipo trabajando
   *[other] { $count } equipos trabajando
}
train-fault = Último fallo: { $fault }
train-families = Familias: { $names }
train-depth = { $depth }, { $place }
train-asked = Pedido: { $when }
train-began = Empezado: { $when }
train-cancel-ask = ¿Parar este entrenamiento? Lo hecho hasta ahora se descarta.
train-started = El entrenamiento { $number } está en marcha.
train-kept = El entrenamiento { $number } queda guardado: empieza cuando se conecte un equipo que entrene.
train-busy = El entrenamiento { $number } ya espera o está en marcha.
train-cancelled = El entrenamiento se ha parado.
train-nothing = Eso ya no existe.
train-promoted = Estará activo desde la próxima decisión.
train-not-allowed = La regla todavía no lo permite; su ficha dice por qué.
train-rolled-back = Desde la próxima decisión: { $model }
train-too-few = Aún no hay datos suficientes: { $have } observaciones independientes; hacen falta { $need }.
train-failed = No se pudo hacer; el registro dice por qué. Prueba de nuevo más tarde.
train-refused = Solo el propietario entrena, para, activa y revierte. No se hizo nada.
trainer-connected = 🟢 { $name } está conectado.
trainer-seen = ⚪ { $name } se vio por última vez el { $when } (hace { $ago }).
trainer-never = Nunca se ha conectado ningún equipo tuyo. Para preparar uno, ejecuta en él:
depth-light = Ligero
depth-light-means = pocos folds, pocas pruebas, modelos pequeños; minutos
depth-usual = Habitual
depth-usual-means = se prueba por trimestres, con un puñado de pruebas por familia
depth-thorough = Minucioso
depth-thorough-means = se prueba por meses, con quince pruebas por familia; es el que más tarda
place-trainers = Mi equipo
place-server = Este servidor
place-server-means = Este servidor entrena junto a su trabajo, con la prioridad más baja: un entrenamiento ligero.
place-trainers-means = Tu equipo entrena; este servidor solo reparte las partes.
place-trainers-later = Ninguno de tus equipos está conectado: el entrenamiento queda guardado y empieza cuando lo esté alguno.
family-logistic = Regresión logística
family-forest = Random forest
family-boosting = Boosting de árboles, segundo orden
family-gradient = Boosting de árboles, primer orden
family-network = Red neuronal
family-sequence = Red recurrente
family-ensemble = Todas las familias juntas
family-short-logistic = Logística
family-short-forest = Forest
family-short-boosting = Boosting
family-short-gradient = Gradiente
family-short-network = Red
family-short-sequence = Recurrente
family-short-ensemble = Juntas
ranged = { $value } (95 %: { $low } a { $high })
card-title = Ficha del entrenamiento { $number }
card-not-yet = Todavía no tiene ficha.
card-cancelled = Se paró.
card-failed = No se pudo terminar. Lo que estaba activo sigue activo; /train empieza otro.
card-verdict-none = No se pudo ajustar ninguna familia, así que no hay nada que activar.
card-verdict-too-few = Se pudo probar demasiado poco para decir algo.
card-verdict-worse = La mejor familia lo hizo peor que “sin habilidad”, más allá del azar.
card-verdict-no-evidence = No hay indicios de que alguna familia sepa más que “sin habilidad”: su ventaja puede ser azar.
card-verdict-luck = La mejor familia parece mejor que “sin habilidad”, pero entre tantos intentos es igual de probable que sea suerte.
card-verdict-not-online = La mejor familia supo más que “sin habilidad”, pero no más que lo que ya aprende online.
card-verdict-better = La mejor familia supo más que “sin habilidad”, más allá del azar, en días que no había visto.
card-rule = Mejor significa: todo el intervalo de la ventaja está por encima de 0, se probaron al menos { $need } observaciones independientes, el sobreajuste es menos probable que { $share } y la log loss es más baja que la del aprendizaje online.
card-data = Datos: del { $from } al { $until }, { $count } decisiones, { $independent } independientes
card-tested = Probado fuera de muestra: { $count } decisiones, { $independent } independientes, { $folds } folds
card-simulated = 🧪 Aprendido de un mercado SIMULADO: no dice nada sobre precios reales.
card-seed = Semilla { $seed }, profundidad { $depth }, datos { $data }
card-best = La mejor: { $family }
card-gain = Ventaja sobre “sin habilidad”: { $gain }
card-online = Ventaja sobre el aprendizaje online: { $gain }
card-side = Dirección acertada: { $share }
card-calibration = Error de calibración { $error }, pendiente { $slope } (lo correcto es 1)
card-calibration-error = Error de calibración { $error }
card-conviction = Pronósticos desde el { $from }: { $right } de { $count } con acierto (95 %: { $interval })
card-conviction-none = Pronósticos desde el { $from }: ninguno
card-options = Opciones sobre sus pronósticos: { $gain } de la prima, { $count ->
    [one] { $count } pronóstico
   *[other] { $count } pronósticos
}
card-options-none = Opciones sobre sus pronósticos: aún no hay datos suficientes
card-overfitting = Probabilidad de sobreajuste: { $share }
card-overfitting-unknown = Probabilidad de sobreajuste: no se puede decir
card-table = Ventaja sobre “sin habilidad” (log loss, 95 %):
card-serves = Ahora está activo.
card-may-serve = Nada habla en contra de activarlo.
card-may-not-serve = Todavía no se puede activar; la ficha dice por qué.
card-was = Su tiempo ha pasado: desde entonces se entrenó o se activó otro.
card-against = Lo que habla en contra de activarlo:
card-hurdle = – { $hurdle }
card-not-installed = – no se incorporó
card-head = Entrenamiento { $number } · { $symbol }
card-chart-gain = Ventaja sobre “sin habilidad”, con su intervalo del 95 %
card-chart-online = aprendizaje online
card-chart-reliability = { $family }: lo dicho frente a lo que se cumplió
card-chart-importance = A qué hace caso
card-chart-rest = Mercado
hurdle-evidence = evidencia { $have }; hace falta { $need }
hurdle-gain = ventaja sobre lo que está activo ahora { $have }; hace falta { $need }
hurdle-calibration = error de calibración { $have }; se permite { $most } como máximo
hurdle-slope = pendiente de la calibración { $have }: demasiado lejos de 1
hurdle-recent = peor en { $have } que lo que está activo ahora, en los últimos 60 días
hurdle-shadow = en observación { $have } de { $need } sesiones desde su entrenamiento
hurdle-harm = peor que lo que está activo ahora desde su entrenamiento, evidencia { $have }
models-title = Modelos
models-online = Solo están activos los expertos online.
models-none = Todavía no se ha entrenado ningún modelo. Con /train se empieza.
models-trained = Entrenado hasta el { $date }, ventaja sobre “sin habilidad” { $gain }
models-since = Activo desde el { $when }
models-record = { $days } de historial: log loss { $loss }, sin habilidad { $base }; dirección acertada en { $share } de { $moves } movimientos independientes
models-record-still = { $days } de historial: log loss { $loss }, sin habilidad { $base }
models-no-record = Todavía no hay resultados posteriores a su entrenamiento.
models-faults = { $count ->
    [one] Una vez no dio ninguna cifra.
   *[other] { $count } veces no dio ninguna cifra.
}
models-may-serve = Nada habla en contra de activarlo.
models-against = En contra de activarlo: { $hurdles }
standing-champion = ⭐ Activo: { $model }
standing-challenger = 👁 En observación: { $model }
standing-former = Activo antes: { $model }
standing-superseded = Sustituido antes de activarse: { $model }
model-named = { $family } { $id }
model-online = solo los expertos online
promote-ask = Activo ahora: { $now }. Desde la próxima decisión: { $next }. ¿Lo hago?
promote-not = La regla no lo permite; su ficha dice por qué.
rollback-title = Revertir
rollback-ask = Activo ahora: { $now }. Al revertir, desde la próxima decisión: { $next }. ¿Lo hago?
rollback-nothing = Solo están activos los expertos online: no hay nada que revertir.
notice-training-failed = ⚠️ El entrenamiento { $number } no se pudo terminar
notice-training-failed-more = Motivo: { $why } Lo que estaba activo sigue activo; /train empieza otro.
notice-model-refused = ⚠️ No se incorporó un modelo del entrenamiento { $number }
notice-model-refused-more = Motivo: { $why } Lo que estaba activo sigue activo; /train lo intenta de nuevo.
notice-model-swapped = 🔁 { $symbol }: desde ahora { $model }
swap-promoted = Lo activó el propietario, y la regla lo permitía.
swap-asked-back = El propietario pidió volver atrás.
swap-beaten = Lo que estaba activo antes lo hizo mejor desde entonces, así que se revirtió de forma automática.
swap-drifted = Su log loss indicaba un cambio a peor, así que se revirtió de forma automática.
swap-faulty = Demasiadas veces no dio ninguna cifra, así que se revirtió de forma automática.
