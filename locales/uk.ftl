# Every sentence of the chat in Ukrainian. Number first, then its unit; one idea a line; an error says what to do next.
# Markup is added by the program: whatever stands here is shown as it is written.

## Numbers, days and spans

interval = { $low }–{ $high } %
when = { $day }, { $time } за Нью-Йорком
when-in-table = { $day } { $time }
date = { $day } { $year }
day-and-month = { $weekday } { $day } { $month }
bare-day = { $day } { $month }
unit-moment = менше хвилини
unit-minutes = { $count } хв
unit-hours = { $minutes ->
    [0] { $hours } год
   *[other] { $hours } год { $minutes } хв
}
unit-days = { $count ->
    [one] { $count } день
    [few] { $count } дні
    [many] { $count } днів
   *[other] { $count } дня
}
weekday-monday = пн
weekday-tuesday = вт
weekday-wednesday = ср
weekday-thursday = чт
weekday-friday = пт
weekday-saturday = сб
weekday-sunday = нд
month-1 = січ
month-2 = лют
month-3 = бер
month-4 = кві
month-5 = тра
month-6 = чер
month-7 = лип
month-8 = сер
month-9 = вер
month-10 = жов
month-11 = лис
month-12 = гру

## Names

call-buy = 🟢 КУПІВЛЯ
call-hold = ⚪ УТРИМАННЯ
call-sell = 🔴 ПРОДАЖ
horizon-1h = 1 год
horizon-4h = 4 год
horizon-24h = 24 год
signal-news-sentiment = Настрій новин
signal-technical-analysis = Технічний аналіз
signal-options-flow = Потік опціонів
signal-volatility-analysis = Волатильність
signal-momentum = Імпульс
signal-sector-correlation = Кореляція із сектором
signal-mean-reversion = Повернення до середнього
signal-market-regime = Режим ринку
table-news-sentiment = Новини
table-technical-analysis = Теханаліз
table-options-flow = Опціони
table-volatility-analysis = Волатильн.
table-momentum = Імпульс
table-sector-correlation = Сектор
table-mean-reversion = Повернення
table-market-regime = Режим
table-1h = 1 год
table-4h = 4 год
table-24h = 24 год
abstains-warming-up = йому ще бракує історії
abstains-stale = його найновіші дані надто старі
abstains-no-feed = для нього не підключено джерела
abstains-no-evidence = він не бачить підстав ні для зростання, ні для падіння
abstains-bad-input = з його даних не вийшло придатного числа
abstains-not-built = ця версія ще не вміє його рахувати
skip-no-bar = не надійшло жодної свічки
skip-warming-up = поки замало історії
skip-too-late = було запізно, щоб зробити це чесно
skip-no-calendar = тут закінчується календар
skip-no-movement = ціна не рухалася
skip-means-no-bar = Без свіжої ціни ніхто не зміг би скористатися вердиктом. Як працюють джерела, показує /health.
skip-means-warming-up = Ще невідомо, який рух звичайний, а без цього немає коридору УТРИМАННЯ. На це потрібно кілька повних сесій.
skip-means-too-late = Цикл опрацьовано значно пізніше його часу; такий вердикт уже знав би, що було далі. Наступного циклу це не стосується.
skip-means-no-calendar = Неможливо назвати термін, коли буде визначено результат. Новіша версія програми знає більше років.
skip-means-no-movement = Без жодного руху немає коридору УТРИМАННЯ, з якого ціна могла б вийти. Вердикти повернуться, щойно ціна знову рушить.
closure-new-year = Новий рік
closure-martin-luther-king = День Мартіна Лютера Кінга
closure-presidents = День президентів
closure-good-friday = Велика п’ятниця
closure-memorial = День пам’яті
closure-juneteenth = Juneteenth
closure-independence = День незалежності США
closure-labor = День праці у США
closure-thanksgiving = День подяки
closure-christmas = Різдво
closure-september-11 = теракти 11 вересня 2001 року
closure-mourning-reagan = жалоба за президентом Рейганом
closure-mourning-ford = жалоба за президентом Фордом
closure-hurricane-sandy = ураган «Сенді»
closure-mourning-bush = жалоба за президентом Дж. Г. В. Бушем
closure-mourning-carter = жалоба за президентом Картером
early-close-independence-eve = переддень Дня незалежності США
early-close-after-independence = день після Дня незалежності США
early-close-after-thanksgiving = день після Дня подяки
early-close-christmas-eve = Святвечір
early-close-after-christmas = день після Різдва

## On every screen

title = { $screen } · { $symbol }
simulated = 🧪 СИМУЛЬОВАНИЙ ринок: ціни несправжні
confidence = { $percent } (некалібрована: поки { $independent } { $count ->
    [one] незалежний результат
    [few] незалежні результати
    [many] незалежних результатів
   *[other] незалежного результату
})
confidence-learned = { $percent } (80 %: { $interval }), без уміння { $base }
sure-evidence = Навчено на { $independent } { $count ->
    [one] незалежному результаті
    [few] незалежних результатах
    [many] незалежних результатах
   *[other] незалежного результату
}
sure-balance = Якщо ціна рушить: { $share } за зростання
sure-high = Висока ймовірність: ніщо цьому не суперечить.
barrier-no-side = Напряму не названо.
barrier-uncalibrated = Прогноз зробила модель, яка не навчалася: її впевненість ніколи не звіряли з тим, що справдилося.
barrier-confidence = Упевненість { $share }: потрібно { $needed }.
barrier-lower-end = Нижня межа інтервалу впевненості { $share }: потрібно { $needed }.
barrier-evidence = Незалежних результатів для навчання { $independent }: потрібно { $needed }.
barrier-unproven = { $count ->
    [one] Визначено { $count } вердикт
    [few] Визначено { $count } вердикти
    [many] Визначено { $count } вердиктів
   *[other] Визначено { $count } вердикту
} від 80 %, влучних { $right }: потрібно { $needed }.
barrier-overstated = Такі вердикти справджувалися надто рідко: сила доказів { $value }, від { $limit } їм не вірять.
barrier-unfamiliar = Такого поєднання сигналів ще не було: { $value }, знайоме – щонайбільше { $limit }.
barrier-few-voices = { $count ->
    [one] Озвався { $count } сигнал
    [few] Озвалися { $count } сигнали
    [many] Озвалося { $count } сигналів
   *[other] Озвалося { $count } сигналу
}: потрібно { $needed }.
lessons-none = Ще немає дня, з якого можна було б навчитися. Перший урок зберігається за годину після закриття.
not-enough-data = поки замало даних
warn-no-bar-since = ⚠️ Немає свічок від { $when }: можливо, джерело не працює.
warn-no-bar-ever = ⚠️ Ще не надійшло жодної свічки.
warn-no-cycle-since = ⚠️ Немає циклів від { $when }: можливо, сервіс стояв.
button-home = ‹ Назад
button-refresh = ↻ Оновити
button-status = Статус
button-accuracy = Точність
button-figures = Усі цифри
button-picture = Діаграма
button-weights = Ваги
button-thresholds = Пороги
button-learned = Вивчено
button-drift = Дрейф
button-report = Звіт
button-signals = Сигнали
button-help = Довідка
button-why = Чому?
button-why-not = Чому немає?
button-chart = Графік
button-health = Стан
button-before = ‹ { $number }
button-after = { $number } ›
button-day-before = ‹ { $day }
button-day-after = { $day } ›
button-other-day = Інший день
button-cancel = Скасувати

## Start

home-title = AlgoSlayer
home-no-call = Прогнозу ще немає.
home-call = { $call } за ціни { $price }
home-call-made = сказано { $when }
home-next = Наступний цикл: { $when }
home-next-unknown = Наступний цикл: у календарі його немає.
home-choose = Що хочеш побачити?
language-chosen = Відтепер я розмовляю українською.

## Help

help-title = Довідка
help-about = Кожні 15 хвилин торгового дня я кажу, куди піде { $symbol }, а згодом перевіряю, що сталося насправді.
help-commands = Команди
command-start = почати звідси, з будь-якого місця
command-help = що робить кожна команда
command-status = останній вердикт, цикли, дані
command-accuracy = як часто вердикти справджувалися: діаграма й цифри
command-thresholds = що вийшло з вердиктів за впевненості від 55 % до 95 %
command-weights = що рухає прогноз: діаграма
command-learned = що змінилося за останні п’ять сесій і чому
command-drift = де щось змінюється на гірше
command-report = один торговий день у цифрах
command-signals = що каже, бачить і чого досяг кожен із восьми сигналів
command-why = звідки останній вердикт; /why 123 – про інший
command-whynot = чому востаннє не було КУПІВЛІ чи ПРОДАЖУ
command-chart = ціна з вердиктами на графіку
command-health = джерела, найновіші дані, пам’ять і диск
command-positions = що в портфелі, скільки коштує, коли продаж
command-trades = закриті угоди, цифри й діаграми
command-scoreboard = що зберегли або чого коштували твої натискання
command-options = ланцюжок опціонів біля ціни
command-risk = правила і як зараз із ними
command-ready = чого бракує для реальної торгівлі
command-mode = лише прогнози, паперова чи реальна торгівля
command-pause = більше нічого не пропонувати й не купувати
command-resume = знову пропонувати й купувати
command-close = продати позицію
command-export = угоди, капітал і пропозиції у файлах CSV
help-terms = Терміни
help-band = Коридор УТРИМАННЯ: рух, замалий, щоб вважатися зростанням чи падінням. Його задають у мить прогнозу.
help-confidence = Упевненість: шанс, що вердикт справдиться. Для КУПІВЛІ й ПРОДАЖУ ціна, що лишилася в коридорі, – теж помилка. У дужках – де цей шанс може бути насправді; поруч – яким він був би для того самого вердикту без жодного вміння.
help-uncalibrated = Некалібрована: від старішої моделі, чию впевненість ніколи не звіряли з тим, що справдилося. Не покладайся на цю цифру.
help-baseline = База: що дає найчастіша відповідь, якщо повторювати її щоразу. Уміння – лише те, що вище за неї.
help-interval = Інтервал 95 %: де може бути справжнє значення за такої кількості спостережень.
help-independent = Незалежні: прогнози з кроком 15 хвилин мають здебільшого спільний результат, тож багато таких рахується як один.
help-weight = Вага: частка сигналу в тому, що рухає прогноз. Її вчать на кожному результаті, і вона може бути нульовою.
help-scores = Brier score і log loss оцінюють названі ймовірності; що нижче, то краще.

## Status

status-title = Статус
status-said = сказано { $when }
status-confidence = Упевненість { $confidence }
status-means-side = Шанс названого напряму, якщо за 24 години ціна вийде з коридору УТРИМАННЯ ({ $band }). 50 % – це підкинута монета.
status-means-up = Шанс, що за 24 години ціна підніметься вище за коридор УТРИМАННЯ ({ $band }). Лишитися всередині – теж помилка.
status-means-down = Шанс, що за 24 години ціна впаде нижче за коридор УТРИМАННЯ ({ $band }). Лишитися всередині – теж помилка.
status-means-hold = Шанс, що ціна 24 години лишатиметься в коридорі УТРИМАННЯ ({ $band }).
status-voices = { $count ->
    [one] Озвався { $count } сигнал
    [few] Озвалися { $count } сигнали
    [many] Озвалося { $count } сигналів
   *[other] Озвалося { $count } сигналу
} з { $all }. Модель: { $model }
status-no-call = Прогнозу ще немає.
status-no-call-why = Останній цикл його не дав: { $reason }.
status-cycles = Цикли
status-last = Останній: { $when }
status-last-none = Останній: ще не було
status-last-skipped = Прогнозу він не дав: { $reason }.
status-next = Наступний: { $when }
status-next-unknown = Наступний: у календарі його немає
status-bar = Найновіша свічка: до { $when } ({ $age } тому)
status-source = Джерело: { $feed }
status-counts = Прогнози
status-today = Сьогодні: { $count }, пропущено: { $skipped }
status-ever = Усього: { $count }
status-refused = Відхилено свічок за весь час: { $count }
status-outcomes = Результати
status-table-settled = визначено
status-table-waiting = чекають

## Accuracy

accuracy-title = Точність
accuracy-not-yet = Поки замало даних: на цьому горизонті ще не визначено жодного результату.
accuracy-right-of = Влучних: { $share } (95 %: { $interval })
accuracy-majority = — завжди { $call }, найчастіша відповідь: { $share }
accuracy-simple = — завжди вгору: { $up }, як учора: { $yesterday }
accuracy-balanced = Збалансовано: { $share }, без уміння 33 %
accuracy-compared = Названі ймовірності, незалежних { $independent }:
accuracy-gain = Перевага над прогнозом без уміння { $gain } ната (95 %: від { $low } до { $high })
accuracy-brier-no-skill = Brier { $value }, без уміння { $baseline }
accuracy-log-loss-no-skill = Log loss { $value }, без уміння { $baseline }
accuracy-calibration = Похибка калібрування { $share } ({ $interval }), без похибки було б 0 %
accuracy-picture = Кожна точка – вердикти зі схожою впевненістю і скільки з них справдилося. На лінії вони означали те, що казали.
accuracy-about = Як часто вердикти справджувалися, поруч із тим, що дала б повна відсутність уміння.
accuracy-none = Ще не визначено жодного результату.
accuracy-counted = { $count ->
    [one] { $count } результат
    [few] { $count } результати
    [many] { $count } результатів
   *[other] { $count } результату
} (незалежних: { $independent })
accuracy-right = Влучних: { $share }
accuracy-interval = 95 %: { $interval }
accuracy-baseline = Завжди { $call }: { $share }
accuracy-side = Напрям: { $share } з { $independent } ({ $interval }), монета 50 %
accuracy-side-none = Напрям: після КУПІВЛІ чи ПРОДАЖУ ціна ще не виходила з коридору
accuracy-brier = Brier { $value }, база { $baseline }
accuracy-log-loss = Log loss { $value }, база { $baseline }
accuracy-within = У межах сесії: { $share } з { $independent } ({ $interval })
accuracy-crossing = Через закриття: { $share } з { $independent } ({ $interval })
accuracy-apart-baseline = — завжди { $call }: { $share }
accuracy-void = { $count ->
    [one] { $count } без чесної ціни: не рахується
    [few] { $count } без чесної ціни: не рахуються
    [many] { $count } без чесної ціни: не рахуються
   *[other] { $count } без чесної ціни: не рахується
}
accuracy-foot = «Завжди …» – це база: найчастіша відповідь, яку дають щоразу. Що нижчі Brier і log loss, то краще.
verdict-too-few = Замало спостережень, щоб щось казати.
verdict-no-evidence = Ознак уміння поки немає.
verdict-better = ✅ Краще за базу, і це не випадковість.
verdict-worse = ⚠️ Гірше за базу, і це не випадковість.
reliability-head = { $symbol } · { $horizon }
reliability-about = Названа впевненість і те, що справдилося
reliability-up = справдилося
reliability-across = названа впевненість
reliability-dot = більша: більше результатів
reliability-interval = інтервал 95 %
reliability-diagonal = означає те, що каже

## Thresholds

thresholds-title = Пороги
thresholds-about = КУПІВЛЯ і ПРОДАЖ від кожного порога впевненості, і чи вони справдилися. Усе, що йде слідом, поки перший вердикт не визначено, належить до нього.
thresholds-none = Поки замало даних: ще не визначено жодного вердикту від 55 %.
thresholds-from = від
thresholds-month = міс.
thresholds-right = влучні
thresholds-of = з
thresholds-interval = 95 %
thresholds-valid = Вердикти за місяць і скільки з визначених були влучні. Інтервал чинний, хоч би як часто ти сюди дивишся.
thresholds-options = Опціони на них (модель)
thresholds-options-none = Жодного ще не вдалося оцінити.
thresholds-option = Від { $from }: { $count ->
    [one] { $count } опціон
    [few] { $count } опціони
    [many] { $count } опціонів
   *[other] { $count } опціону
}, у середньому { $mean } (95 %: від { $low } до { $high })
thresholds-options-about = Прибуток чи збиток у частках сплаченого. Оцінено моделлю з її витратами, а не куплено на ринку.
thresholds-granted = Ніщо не заважає оцінити останній вердикт у { $needed }.
thresholds-refused = Чому «{ $needed }» поки відхилено

## Weights

weights-title = Ваги
weights-when = { $horizon }, { $date }
weights-experts = «Без уміння» має { $none }, окремі сигнали { $alone }, усі разом { $together }
weights-know-nothing = Наразі я нічого не знаю.
weights-foot = Частка сигналу в тому, що рухає прогноз, після останнього уроку.
weights-row-followed = прямо
weights-row-reversed = навпаки
weights-row-unheard = не чути
weights-head = { $symbol } · { $horizon }
weights-followed = прямо
weights-reversed = навпаки
weights-mixture = Кому вірю
weights-group-none = без уміння { $share }
weights-group-alone = окремі сигнали { $share }
weights-group-together = усі разом { $share }
weights-history = { $count ->
    [one] { $count } сесія
    [few] { $count } сесії
    [many] { $count } сесій
   *[other] { $count } сесії
}: вага «без уміння» і частки сигналів
weights-no-skill = Без уміння

## Drift

drift-title = Дрейф
drift-about = Кожен детектор збирає ознаки того, що прогнози стали гіршими, ніж без уміння. 0 % – жодних, 100 % – тривога: тоді я забуваю швидше.
drift-when = Вечір, { $date }
drift-whole = Загалом
drift-quiet = { $share }
drift-watch = { $share } !
drift-alarm = ТРИВОГА
drift-legend = Нижче за { $limit } – спокійно; «!» – під наглядом; ТРИВОГА – навчання забуває швидше.
drift-hasty = { $horizon }: забуваю швидше до { $until }.
drift-past = Тривоги за { $count ->
    [one] останню { $count } сесію
    [few] останні { $count } сесії
    [many] останні { $count } сесій
   *[other] останні { $count } сесії
}
drift-past-none = Не було.
drift-past-whole = { $date }: увесь прогноз, { $horizon }
drift-past-signal = { $date }: { $signal }, { $horizon }
drift-past-more = Раніше ще { $count }

## Learned

learned-title = Вивчено
learned-one-lesson = Поки є один урок, і порівняти його ні з чим. Запитай після наступної сесії.
learned-span = { $count ->
    [one] { $count } сесія
    [few] { $count } сесії
    [many] { $count } сесій
   *[other] { $count } сесії
}, від вечора { $from } до вечора { $to }
learned-outcomes = Нових незалежних результатів: { $independent }
learned-nothing = Нічого вартого уваги не змінилося.
learned-more = { $count ->
    [one] Ще { $count } зміна
    [few] Ще { $count } зміни
    [many] Ще { $count } змін
   *[other] Ще { $count } зміни
}
learned-alarm-whole = { $date }: увесь прогноз став гіршим, ніж без уміння. Відтоді я забуваю швидше.
learned-alarm-signal = { $date }: сигнал «{ $signal }» став гіршим, ніж без уміння. Відтоді я забуваю швидше.
learned-gain = Порівняно з прогнозом без уміння { $went ->
    [won] виграш
   *[lost] програш
} { $nats } ната.
learned-no-skill = «Без уміння» має { $to } замість { $from }: { $went ->
    [up] я менше довіряю своїм сигналам.
   *[down] я більше довіряю своїм сигналам.
}
learned-share = Сигнал «{ $signal }» { $went ->
    [up] здобув
   *[down] втратив
} { $points } в. п.: тепер { $share }, { $side ->
    [reversed] читаю навпаки
   *[followed] читаю прямо
}. Сам він спрацював { $alone ->
    [better] краще, ніж без уміння.
    [worse] гірше, ніж без уміння.
    [outdone] краще, ніж без уміння; інші дали більше.
    [carried] гірше, ніж без уміння; інші втратили більше.
   *[alike] так само, як без уміння; зрушили інші.
}
learned-turned = Сигнал «{ $signal }» тепер { $side ->
    [reversed] читаю навпаки.
   *[followed] читаю прямо.
}
learned-slope = Калібрування { $went ->
    [shrinks] стискає
   *[stretches] розтягує
} названі шанси сильніше, ніж раніше: нахил { $to } замість { $from }.
learned-foot = Про зміни, менші за 5 в. п. ваги, 0,05 нахилу і 0,05 ната, не розповідаю.

## Signals

signals-title = Сигнали
signals-none = Прогнозу ще немає, тож жоден сигнал не озвався.
signals-none-next = Наступний цикл: { $when }.
signals-up = { $bar } { $score } вгору
signals-down = { $bar } { $score } вниз
signals-flat = { $bar } { $score } без напряму
signals-abstains = Мовчить: { $reason }.
signals-abstains-aged = Мовчить: { $reason } ({ $age }).
signals-about = Історія: як часто його власний напрям через 24 години виявлявся влучним, поруч із тим, що дав би завжди частіший напрям.
signals-weight = Вага { $share }
signals-age = вік даних { $age }
signals-age-now = дані на час вердикту
signals-age-close = дані з попереднього закриття
signals-record = Історія: { $share } з { $independent } ({ $interval }), завжди { $call }: { $baseline }
signals-record-none = Історія: ще немає
signals-record-few = Історія: поки замало даних (незалежних { $independent })
signals-together = Разом
signals-fused = { $score }, { $count ->
    [one] { $count } сигнал
    [few] { $count } сигнали
    [many] { $count } сигналів
   *[other] { $count } сигналу
} з { $all }
signals-alone = Жоден сигнал не озвався.
signals-voices = { $count ->
    [one] Озвався { $count } сигнал
    [few] Озвалися { $count } сигнали
    [many] Озвалося { $count } сигналів
   *[other] Озвалося { $count } сигналу
} з { $all }.

## What each signal saw

saw-news = { $fast ->
    [up] Свіжі заголовки прихильні
    [down] Свіжі заголовки неприхильні
   *[flat] Свіжі заголовки нейтральні
}, { $slow ->
    [up] за останні дні прихильні
    [down] за останні дні неприхильні
   *[flat] за останні дні нейтральні
} (за два дні: { $count }).
saw-technical = { $trend ->
    [up] Короткий тренд іде вгору
    [down] Короткий тренд іде вниз
   *[flat] Чіткого короткого тренду немає
} (сила { $strength } зі 100), { $volume ->
    [up] на свічках зростання обсяг більший, ніж зазвичай.
    [down] на свічках падіння обсяг більший, ніж зазвичай.
   *[flat] обсяг не вказує напряму.
}
saw-options = { $volume ->
    [up] Call-опціонами торгують жвавіше, ніж зазвичай
    [down] Put-опціонами торгують жвавіше, ніж зазвичай
   *[flat] Call- і put-опціонами торгують, як зазвичай
}, захист { $price ->
    [up] дешевший, ніж зазвичай
    [down] дорожчий, ніж зазвичай
   *[flat] коштує, як зазвичай
}{ $unusual ->
    [up] , незвичні угоди схиляються до call-опціонів.
    [down] , незвичні угоди схиляються до put-опціонів.
   *[flat] .
}
saw-volatility = { $rougher ->
    [up] Зростання було різкішим, ніж падіння
    [down] Падіння було різкішим, ніж зростання
   *[flat] Зростання й падіння були однаково різкі
}; звичайний день – це рух на { $move }.
saw-momentum = Ковзні середні { $averages ->
    [up] вказують угору
    [down] вказують униз
   *[flat] нікуди не вказують
}, останні місяці { $months ->
    [up] вгору
    [down] вниз
   *[flat] без напряму
}{ $morning ->
    [up] , перші пів години вгору.
    [down] , перші пів години вниз.
   *[flat] .
}
saw-sector = { $behind ->
    [up] Схожі акції показали кращий результат: є що надолужувати
    [down] Результат кращий, ніж у схожих акцій: є куди відступати
   *[flat] Рухається разом зі схожими акціями
} (символів { $count }, кореляція { $correlation }).
saw-reversion = { $session ->
    [up] Вище від
    [down] Нижче від
   *[flat] Біля
} середнього сесії, { $average ->
    [up] вище від
    [down] нижче від
   *[flat] біля
} середнього за 20 днів; рухи { $turning ->
    [up] радше розвертаються
    [down] радше тривають
   *[flat] не схильні ні до того, ні до того
} (відношення дисперсій { $ratio }).
saw-regime = Ринок { $mood ->
    [turbulent] неспокійний
   *[calm] спокійний
} (неспокійний на { $share }), індекс волатильності { $index }; такі дні { $drift ->
    [up] піднімали ціну.
    [down] тиснули на ціну.
   *[flat] не зрушували ціну в жоден бік.
}

## Why

why-title = Чому
why-number = Прогноз { $number } з { $last }, сказано { $when }
why-table-score = бал
why-table-weight = вага
why-table-gives = дає
why-table-silent = мовчить
why-table-sum = Сума
why-table-share = частка
why-table-pulls = тягне
why-table-up = вгору
why-table-down = вниз
why-table-now = зараз
why-table-base = без уміння
why-pulls = Частка: у тому, що рухає прогноз. Сигнал може тягнути проти власного балу, якщо так частіше виходило влучно.
why-rule-hold = { $passed ->
    [yes] Пройдено
   *[no] Не пройдено
}: { $share } проти { $hold } за УТРИМАННЯ; менше бути не може.
why-rule-lead = { $passed ->
    [yes] Пройдено
   *[no] Не пройдено
}: { $points } в. п. переваги над іншим напрямом; потрібно { $needed }.
why-nearest-learned = { $call }: бракує { $points } в. п. імовірності.
why-nearest-by-other = { $call }: досить ще { $points } в. п. для { $grows }.
why-lacking = Чого бракує до високої ймовірності
why-leans-nowhere = Сума не схиляється в жоден бік, тож вердикт – УТРИМАННЯ.
why-gates = Що має пройти { $call }
why-gate-mean = { $passed ->
    [yes] Пройдено
   *[no] Не пройдено
}: сума { $score }; вона має вийти за { $limit }.
why-gate-supporters = { $passed ->
    [yes] Пройдено
   *[no] Не пройдено
}: { $count ->
    [one] підтримує { $count } сигнал
    [few] підтримують { $count } сигнали
    [many] підтримують { $count } сигналів
   *[other] підтримує { $count } сигналу
}; потрібно { $needed }.
why-gate-majority = { $passed ->
    [yes] Пройдено
   *[no] Не пройдено
}: за { $count }, проти { $against }; «за» має бути більше.
why-nearest-title = Найближчий інший вердикт
why-nearest = { $call } потребує { $lacks } у сумі: досить, щоб «{ $signal }» мав { $to } замість { $from }.
why-nearest-none = Жоден окремий сигнал не міг би змінити вердикт.
why-sure = Упевненість
why-model = Модель: { $model }
why-since = Що відтоді зробив ринок
why-since-open = { $horizon }: термін { $when }
why-since-void = { $horizon }: без чесної ціни
why-since-settled = { $horizon }: { $change }, тобто { $call }: { $right ->
    [yes] влучно
   *[no] хибно
}
why-since-other = { $horizon }: { $change }, тобто { $call }; тут вердикт був { $called }: { $right ->
    [yes] влучно
   *[no] хибно
}
followed-title = Опціон на цей вердикт
followed-all-hold = Напряму не названо, тож нічого не купується.
followed-none-due = Термін ще не настав: перший продаж { $when }.
followed-hold = { $horizon }: ⚪ УТРИМАННЯ, тож нічого не купується
followed-open = { $horizon }: термін { $when }
followed-waits = { $horizon }: термін настав, чекає на котирування
followed-not = { $horizon }: без опціону
followed-by-model = { $price } (модель)
followed-bought = { $call }: { $contract }, купівля за { $price }
followed-sold = { $horizon }: продаж за { $price }: { $profit } ({ $gain })
followed-parts = Ціна { $price }, час { $time }, волатильність { $volatility }, спред { $spread }, комісії { $fees }, решта { $rest }
followed-model = (модель): обчислено, бо ринок тоді не мав свіжого котирування.
why-no-such = Такого прогнозу немає. Номери йдуть від 1 до { $last }; надішли, наприклад, { $example }.
whynot-title = Чому немає вердикту
whynot-held = Найновіший вердикт без напряму:
whynot-none = Рішень без напряму ще не було.
whynot-skipped = Прогнозу не зроблено: { $when }.
whynot-reason = Причина: { $reason }.

## Health

health-title = Стан
health-disk-low = ⚠️ На диску з журналом менше ніж 1 GB вільного місця. Звільни місце: повний диск зупиняє журнал.
health-sources = Джерела
health-no-sources = { $feed }: працює. Обліку запитів і відповідей воно не веде.
health-more-sources = { $count ->
    [one] Ще { $count } джерело
    [few] Ще { $count } джерела
    [many] Ще { $count } джерел
   *[other] Ще { $count } джерела
}
health-unasked = запитів ще не було
health-in-use = у роботі
health-standing-by = у резерві
health-failing = дає збої від { $when }. { $why }
health-answered = відповідь { $age } тому
health-newest = вік найновіших даних { $age }
health-delay = затримка { $seconds } с
health-requests = { $count ->
    [one] { $count } запит
    [few] { $count } запити
    [many] { $count } запитів
   *[other] { $count } запиту
} (повторено: { $retries })
health-bars = Найновіші свічки
health-bar-none = ще немає
health-refused = Не допущено за весь час
health-refused-none = Нічого.
health-refused-more = { $count } × з інших причин
health-silent = Сигнали, що мовчать
health-silent-one = { $signal }: { $reason }
health-silent-none = В останньому прогнозі озвалися всі сигнали.
health-machine = Машина
health-memory = Пам’ять: { $size }
health-ledger = Журнал на диску: { $size }
health-free = Вільно на диску: { $size }
refused-duplicate = уже надходило
refused-out-of-order = не по порядку
refused-outside-session = поза сесією
refused-time-zone = у неправильному часовому поясі
refused-future = із майбутнього
refused-price = без правдоподібної ціни
refused-enclosure = максимум і мінімум не охоплюють ціни
refused-volume = без правдоподібного обсягу
refused-start = не з повної хвилини
refused-jump = непідтверджений стрибок
refused-repeated = те саме знову і знову
refused-split = стрибок, як під час спліту
refused-wrong-symbol = про інший символ
refused-missing-field = бракувало поля
refused-headline = без придатного заголовка
refused-quote = неможливе котирування опціону

## Chart

chart-title = Графік
chart-none = Ціни для графіка ще немає. Спробуй після наступного циклу.
chart-span = { $span } до { $when }
chart-prices = від { $first } до { $last } ({ $change })
chart-calls = { $count ->
    [one] { $count } вердикт
    [few] { $count } вердикти
    [many] { $count } вердиктів
   *[other] { $count } вердикту
}: КУПІВЛЯ { $buy }, ПРОДАЖ { $sell }, УТРИМАННЯ { $hold }
chart-fates = КУПІВЛЯ і ПРОДАЖ через 24 години: влучних { $right }, хибних { $wrong }, відкритих { $open }
chart-band-until = Коридор УТРИМАННЯ останнього прогнозу: { $band } до { $when }
chart-foot = Самі кількості нічого не доводять: інтервал і база – у розділі «Точність».
chart-head = { $symbol } · { $days ->
    [one] { $days } день
    [few] { $days } дні
    [many] { $days } днів
   *[other] { $days } дня
}
chart-time = час Нью-Йорка, без ночей
chart-simulated = СИМУЛЯЦІЯ
chart-band = УТРИМАННЯ { $band }
chart-buy = КУПІВЛЯ
chart-sell = ПРОДАЖ
chart-right = влучно
chart-wrong = хибно
chart-open = відкрито

## Report

report-title = Звіт
report-so-far = День ще триває.
report-future = Цей день ще не настав.
report-closed = Біржа була зачинена: { $reason }.
report-weekend = У вихідні біржа зачинена.
report-outside = Календар не знає цього дня.
report-early = Раннє закриття о 13:00: { $reason }.
report-prices = Від { $first } до { $last }
report-calls = Вердикти
report-call = { $call } { $count }
report-no-calls = Жодного прогнозу не зроблено.
report-skipped = Пропущено
report-skipped-none = Жодного циклу не пропущено.
report-skip = { $count } × { $reason }
report-missing = ⚠️ { $count ->
    [one] { $count } цикл з { $all } не лишив сліду.
    [few] { $count } цикли з { $all } не лишили сліду.
    [many] { $count } циклів з { $all } не лишили сліду.
   *[other] { $count } циклу з { $all } не лишило сліду.
}
report-settled = Визначено цього дня
report-record = Увесь журнал до цього дня
report-figures = влучних { $share } ({ $interval })
report-void = без чесної ціни: { $count }
report-silent = Мовчали весь день: { $signals }
report-ask-title = Який день?
report-ask = Надішли дату, наприклад { $example }.
report-ask-range = Журнал охоплює дні від { $first } до { $last }.

## The pinned message

heartbeat-title = Пульс
heartbeat-last = Останній цикл: { $when }
heartbeat-last-none = Останній цикл: ще не було
heartbeat-next = Наступний цикл: { $when }
heartbeat-next-unknown = Наступний цикл: у календарі його немає
heartbeat-bar = Дані до: { $when } (вік { $age })
heartbeat-call = { $call } за ціни { $price }
heartbeat-confidence = Упевненість { $confidence }
heartbeat-no-call = Прогнозу ще немає.
heartbeat-today = Сьогодні: { $count ->
    [one] { $count } прогноз
    [few] { $count } прогнози
    [many] { $count } прогнозів
   *[other] { $count } прогнозу
}, пропущено { $skipped }
heartbeat-written = Записано { $when }
heartbeat-dead = Якщо в години торгів цьому запису понад 20 хвилин, сервіс не працює.

## Messages that nobody asked for

notice-gap = ⚠️ { $symbol }: немає свічок від { $from } до { $to }
notice-gap-size = Бракує торгового часу: { $span }. Сигнали знову розігріваються; результати без чесної ціни лишаються недійсними.
notice-away = Поки Telegram був недоступний: { $alerts ->
    [one] { $alerts } сповіщення
    [few] { $alerts } сповіщення
    [many] { $alerts } сповіщень
   *[other] { $alerts } сповіщення
}, { $reports ->
    [one] { $reports } звіт
    [few] { $reports } звіти
    [many] { $reports } звітів
   *[other] { $reports } звіту
}
notice-away-since = Зв’язку з ним не було від { $when }. Далі – те, що чекало.
notice-other-reader = ⚠️ Повідомлення цього бота читає інша програма
notice-other-reader-more = Telegram віддає кожне повідомлення лише одній із двох, тож тут може бракувати відповідей. Я поступаюся і запитую дедалі рідше. Зупини іншу програму або дай їй окремий токен.
notice-drift-whole = 📉 Дрейф: мої прогнози ({ $horizon }) стали гіршими, ніж без уміння
notice-drift-signal = 📉 Дрейф: сигнал «{ $signal }» ({ $horizon }) став гіршим, ніж без уміння
notice-drift-more = Помічено { $date }. До { $until } я забуваю швидше, щоб те, що вже не діє, важило менше. Докладніше – /drift.
notice-feed-down = ⚠️ { $source } не дає даних: { $channel }
notice-feed-instead = { $why } Натомість дані дає { $source }.
notice-feed-nobody = { $why } Більше їх ніхто не дає; від { $when } сигнали, яким вони потрібні, замовкають один за одним. Докладніше – /health.
notice-feed-up = ✅ { $source } знову дає дані: { $channel }
notice-feed-since = Збій тривав від { $when }.

## The outside market

channel-bars = свічки
channel-days = денні свічки
channel-news = заголовки
channel-chains = ланцюжки опціонів
fault-unauthorized = Ключа немає або він неправильний.
fault-forbidden = Ключ цього не дозволяє.
fault-not-found = Джерело не знає символу чи адреси.
fault-rate-limited = Запитів було забагато.
fault-server-error = Джерело повідомляє про власну помилку.
fault-unreachable = До джерела немає доступу.
fault-timeout = Джерело не відповіло вчасно.
fault-changed-shape = Його відповіді змінили форму.
fault-empty = Його відповіді порожні.
fault-stale = Його найновіші дані надто старі.
fault-unsound = Те, що воно надсилає, відхиляється як неправдоподібне.

## The desk: contracts, modes, reasons

contract = { $symbol } { $expiry } { $strike } { $right }
right-call = call
right-put = put
contracts = { $count ->
    [one] { $count } контракт
    [few] { $count } контракти
    [many] { $count } контрактів
   *[other] { $count } контракту
}
mode-predictions = Лише прогнози
mode-paper = Паперова торгівля
mode-live = Реальна торгівля
mode-mark-predictions = ЛИШЕ ПРОГНОЗИ: купити нічого не можна
mode-mark-paper = ПАПЕРОВА ТОРГІВЛЯ: без справжніх грошей
mode-mark-live = ⚠️ РЕАЛЬНА ТОРГІВЛЯ: справжні гроші
mode-means-predictions = Вердикти виносяться й відстежуються; купити нічого не можна.
mode-means-paper = Те, що ти схвалиш, виконується на папері, за bid і ask та з комісіями. Без справжніх грошей.
mode-means-live = Те, що ти схвалиш, купується за справжні гроші, після другого натискання.
exit-stop = bid упав до стопу
exit-target = bid піднявся до цілі
exit-time-stop = минула дозволена кількість сесій
exit-near-expiry = надто близько до експірації
exit-reversal = імовірним став інший напрям
exit-ex-dividend = настає екс-дивідендна дата акції
exit-asked = хтось про це попросив
exit-expiry = експірація
halt-losses-in-row = забагато збитків поспіль
halt-drawdown = капітал надто впав від піка
pass-no-chain = жоден ланцюжок опціонів не був досить свіжим
pass-no-contract = жоден контракт не пройшов за правилами
pass-no-profit = кожен контракт у середньому дав би збиток
pass-too-small = дозволеної суми не вистачає на контракт
pass-paused = торгівлю було призупинено
pass-halted = правила зупинили торгівлю
pass-trades-this-month = ліміт угод цього місяця вичерпано
pass-positions = позицій чи пропозицій уже стільки, скільки можна
pass-exposure = усі позиції разом коштували б забагато
pass-day-loss = збиток дня сягнув ліміту
pass-cash = лишалося замало грошей
pass-closing = біржа закривається надто скоро, щоб устигнути відповісти
pass-too-late = надійшло запізно, після збою
whom-you = ти
whom-owner = власник
whom-approver = особа з правом схвалення
refused-decide = Дивитися можна, вирішувати – ні: схвалювати, відхиляти й закривати можуть лише власник і особи з правом схвалення. Нічого не зроблено.
refused-steer = Змінювати режим, призупиняти й відновлювати може лише власник. Нічого не зроблено.

## Offers

offer-title = { $call } · { $contract }
offer-practice = Тренування: імовірніший напрям пропонується від імовірності { $share }, навіть коли вердикт – УТРИМАННЯ. Правила для справжнього ринку суворіші.
offer-practice-negative = У середньому ця купівля збиткова: вона тут, щоб навчитися, як відбувається купівля.
offer-left-none = Час вийшов
offer-left-seconds = Лишилося { $count } с, до { $until } за Нью-Йорком
offer-left-minutes = Лишилося { $count } хв, до { $until } за Нью-Йорком
offer-stake = { $contracts } ({ $shares ->
    [one] { $shares } акція
    [few] { $shares } акції
    [many] { $shares } акцій
   *[other] { $shares } акції
}) не дорожче ніж { $limit } за акцію: втратити можна щонайбільше { $loss }
offer-quote = Bid { $bid }, ask { $ask }, вік { $age }
offer-break-even = Беззбитковість на експірації { $price } ({ $change }); очікуваний рух ±{ $move } до { $due }
offer-delta = Дельта { $delta }, до експірації { $days }
offer-expected = Очікуваний прибуток { $expected }; той самий контракт без уміння { $unskilled }
offer-chance = Шанс прибутку { $share }
offer-confidence = Упевненість { $share } (80 %: { $interval }), на основі { $independent } { $count ->
    [one] незалежного результату
    [few] незалежних результатів
    [many] незалежних результатів
   *[other] незалежного результату
}
offer-confidence-bare = Імовірність цього напряму { $share }, на основі { $independent } { $count ->
    [one] незалежного результату
    [few] незалежних результатів
    [many] незалежних результатів
   *[other] незалежного результату
}
offer-details = Докладно
offer-record = Вердикти від { $from } досі: влучних { $right } з { $count } (95 %: { $interval }), завжди { $always } { $baseline }
offer-record-none = Вердикти з такою впевненістю: поки замало даних
offer-voice = { $signal } { $score } ({ $share })
offer-why = Чому: { $voices }
offer-exits = Продаж, коли bid становитиме { $stop } сплаченої ціни або цю ціну × { $target }, через { $sessions ->
    [one] { $sessions } сесію
    [few] { $sessions } сесії
    [many] { $sessions } сесій
   *[other] { $sessions } сесії
} або за { $days ->
    [one] { $days } день
    [few] { $days } дні
    [many] { $days } днів
   *[other] { $days } дня
} до експірації.
offer-ask = Без відповіді нічого не купується. Коли натиснеш, ціну буде перевірено ще раз.
offer-viewer = Рішення приймають лише власник і особи з правом схвалення.
offer-confirm = ⚠️ Це купівля за справжні гроші: втратити можна до { $loss }. Натисни ще раз, щоб купити.
offer-confirming = «Схвалити» натиснуто ({ $who }); очікується друге натискання.
offer-approved = Схвалено о { $when } за Нью-Йорком ({ $who })
offer-denied = Відхилено о { $when } за Нью-Йорком ({ $who }): нічого не куплено.
offer-expired = До { $when } за Нью-Йорком ніхто не відповів: нічого не куплено.
offer-unasked = Режим – лише прогнози: купити нічого не можна. Його змінює /mode.
offer-unknown = З угодами сталося щось, чого я ще не можу прочитати. Що в портфелі й що продано, показують /positions і /trades.
order-intended = Ордер прямує до брокера.
order-working = Ордер у брокера: { $wanted } за { $limit } або дешевше, до { $until } за Нью-Йорком.
order-partly = Поки куплено { $filled } (замовлено { $wanted }) за { $price }; решта чекає до { $until } за Нью-Йорком.
order-filled = Куплено { $filled } за { $price }: { $value } і комісії { $fees }
order-filled-partly = Куплено { $filled } (замовлено { $wanted }) за { $price }; решту не виконано.
order-cancelled = Ордер відкликано: нічого не куплено.
order-lapsed = Не виконано: ніхто вчасно не продав за { $limit } або дешевше. Нічого не куплено.
order-rejected = Брокер відхилив ордер: { $reason }. Нічого не куплено.
shadow-so-far = Досі вийшло б { $profit } ({ $when } за Нью-Йорком).
shadow-ended = У підсумку вийшло б { $profit }: { $reason }.
trade-closed = Продано за { $price }, { $when }: { $profit } ({ $gain }), причина: { $reason }.
button-approve = Схвалити
button-deny = Відхилити
button-confirm = Так, купити за справжні гроші
tap-not-bound = Наскільки мені відомо, ця кнопка не від цього повідомлення; нічого не зроблено. Якщо пропозиція нова, натисни ще раз за кілька секунд.

## Answers of the desk

reply-approved = Схвалено: ордер у дорозі. Що з ним далі, покаже повідомлення.
reply-denied = Відхилено: нічого не купується. Пропозиція й далі відстежується, щоб було видно, що це зберегло чи чого коштувало.
reply-closing = Буде продано за наступним bid.
reply-mode = Режим тепер: { $mode }.
reply-live = Реальну торгівлю ввімкнено: те, що ти схвалиш, купується за справжні гроші.
reply-paused = Призупинено: більше нічого не пропонується й не купується. Те, що в портфелі, під наглядом і продається за правилами. Зняти паузу: /resume.
reply-resumed = Відновлено: вердикти знову пропонуються.
reply-confirm-now = ⚠️ Ідеться про справжні гроші. Натисни ще раз, щоб підтвердити.
reply-unknown = Такої пропозиції чи позиції вже немає. Що в портфелі, показує /positions.
reply-already = Так уже є; нічого не змінено.
reply-failed = Записати не вдалося, тож нічого не зроблено. Спробуй ще раз; чи не повний диск, показує /health.
decided-approved = Уже схвалено о { $when } за Нью-Йорком ({ $who }). Двічі нічого не купується.
decided-denied = Уже відхилено о { $when } за Нью-Йорком ({ $who }). Зачекай на наступну пропозицію.
decided-expired = Запізно: строк вийшов о { $when } за Нью-Йорком. Зачекай на наступну пропозицію.
decided-confirming = «Схвалити» натиснуто ({ $who }); очікується друге натискання.
decided-unasked = У цьому режимі купити нічого не можна. Його змінює /mode.
decided-open = Пропозиція ще відкрита. Натисни ще раз.
block-paused = Торгівлю призупинено. Власник відновлює її командою /resume.
block-losses-in-row = { $count ->
    [one] { $count } збиток поспіль
    [few] { $count } збитки поспіль
    [many] { $count } збитків поспіль
   *[other] { $count } збитку поспіль
}: нічого не відкривається, поки власник не надішле /resume.
block-drawdown = Капітал надто впав від піка: нічого не відкривається, поки власник не надішле /resume.
block-day-loss = Сьогоднішній збиток { $loss } сягнув ліміту. До завтра нічого не відкривається.
block-trades-this-month = Ліміт цього місяця вичерпано: { $count ->
    [one] { $count } угода
    [few] { $count } угоди
    [many] { $count } угод
   *[other] { $count } угоди
}. До наступного місяця нічого не відкривається.
block-positions = { $count ->
    [one] Відкрито { $count } позицію
    [few] Відкрито { $count } позиції
    [many] Відкрито { $count } позицій
   *[other] Відкрито { $count } позиції
}, більше не можна. Місце звільняє /close.
block-exposure = Усі позиції разом коштували б забагато. Гроші звільняє /close; ліміт показує /risk.
block-same-contract = Цей контракт уже в портфелі. Його показує /positions.
block-cash = Лишилося тільки { $left }, цього замало. Гроші звільняє /close.
block-moved = Ціна змінилася: ask тепер { $ask }, а заплатити можна до { $limit }. Натисни ще раз, якщо вона повернеться.
block-no-quote = Зараз цей контракт ніхто не котирує. Натисни ще раз за кілька хвилин.
block-stale-quote = Найновіше котирування надто старе для купівлі. Як працює джерело, показує /health.
block-closed = Біржа зачинена. Зачекай на пропозицію наступної сесії.
block-other-mode = Режим тепер «{ $mode }», а не той, що в пропозиції. Його змінює /mode.
block-live-not-configured = Реальну торгівлю не налаштовано: укажи брокера в конфігурації й запусти програму знову.
block-not-ready = У переліку умов реальної торгівлі є невиконані пункти. Їх показує /ready.
block-too-small = Дозволеної правилами суми не вистачає на один контракт. Ліміти показує /risk.

## Positions and trades

positions-title = Позиції
positions-none = Відкритих позицій немає.
position-bought = { $contracts }, купівля за { $price }, { $when }; комісії { $fees }
position-now = { $contracts } за bid { $bid }: { $profit } ({ $gain }), { $when } за Нью-Йорком
position-closing = Продається, причина: { $reason }.
position-exits = Стоп { $stop }, ціль { $target }
position-days = До експірації { $days }
position-sold-by = Продаж найпізніше { $date }
position-sold-by-expiry = Продаж найпізніше в день експірації
position-close-ask = Продати за наступним bid, зараз { $bid }? Скасувати це вже не вийде.
button-close = Закрити { $strike } { $right }
button-close-for-sure = Так, продати { $strike } { $right }
button-keep = Лишити
button-positions = Позиції
button-trades = Угоди
button-risk = Ризик
button-ready = Готовність
button-scoreboard = Підсумок
button-options = Опціони
button-mode = Режим
button-pause = Пауза
button-resume = Відновити
button-equity = Капітал
button-profits = Прибутки
button-export = CSV
button-newer = ‹ Новіші
button-older = Старіші ›
button-confirm-live = Так, торгувати справжніми грошима
trades-title = Угоди
trades-none = Жодної угоди ще не завершено.
trades-last = { $count ->
    [one] { $count } угода, від найновішої
    [few] { $count } угоди, від найновішої
    [many] { $count } угод, від найновішої
   *[other] { $count } угоди, від найновішої
}
trades-one = { $call } { $contract }
trades-one-result = { $profit } ({ $gain }): { $contracts }, купівля за { $bought }, продаж за { $sold }, { $when }, причина: { $reason }
figures-title = Усе разом
figures-profit = Прибутки і збитки { $profit }, з урахуванням комісій { $fees }
figures-win-rate = Із прибутком
figures-profit-factor = Прибутки до збитків
figures-winner = Середній виграш
figures-loser = Середній програш
figures-expectancy = Середня дохідність
figures-dollars = Середній прибуток
figures-high-conviction = Влучні вердикти від 85 %
figures-line = { $name }: { $value }, вибірка { $count } (95 %: від { $low } до { $high }), ціль { $target }: { $standing }
figures-none = { $name }: ще немає, ціль { $target }
figures-few = { $name }: досі { $count }, поки замало даних; ціль { $target }
figures-below = нижче за неї
figures-reached = досягнуто, не доведено
figures-proven = доведено
figures-no-skill = Без уміння від тих самих контрактів очікувалося { $amount } на угоду.
figures-drawdown = Найглибше просідання { $amount } ({ $share } піка); зараз { $now } нижче за пік
equity-title = Капітал
equity-none = Ще нічого не куплено, тож малювати нічого.
equity-caption = { $equity }, { $when }; { $change } до початкових { $capital }
equity-head = { $symbol } · капітал
equity-span = від { $from } до { $to }
equity-line = гроші й позиції за bid
equity-begin = на початку { $capital }
profits-title = Прибутки
profits-none = Жодної угоди ще не завершено, тож малювати нічого.
profits-caption = { $count ->
    [one] { $count } угода
    [few] { $count } угоди
    [many] { $count } угод
   *[other] { $count } угоди
}, із прибутком { $gained }; останню завершено { $when }
profits-head = { $symbol } · прибутки угод
profits-about = { $count ->
    [one] { $count } угода
    [few] { $count } угоди
    [many] { $count } угод
   *[other] { $count } угоди
}, з урахуванням комісій
profits-across = прибуток у частках сплаченого
export-none = Експортувати поки нічого.
export-file = { $count ->
    [one] { $count } рядок
    [few] { $count } рядки
    [many] { $count } рядків
   *[other] { $count } рядка
}, суми в доларах, час за UTC

## Options

options-title = Опціони
options-none = Ще не надійшло жодного ланцюжка опціонів. Як працюють джерела, показує /health.
options-quoted = Ціна { $price }; котирування: { $when }, вік { $age }
options-expiry = { $date }: лишилося { $days }
options-strike = страйк
options-bid = bid
options-ask = ask
options-iv = IV
options-delta = delta
options-volume = обсяг
options-open = відкр.
options-traded = Контракти, проторговані сьогодні та відкриті: спершу call, потім put
options-legend = Літери: що правила відхиляють уже за самим котируванням
options-legend-days = { $letter } – час до експірації поза межами { $low }–{ $high } днів
options-legend-delta = { $letter } – дельта поза межами { $low }–{ $high }
options-legend-open = { $letter } – відкрито менше ніж { $least } контрактів
options-legend-volume = { $letter } – сьогодні проторговано менше ніж { $least }
options-legend-bid = { $letter } – bid нижчий за { $least }
options-legend-spread = { $letter } – спред більший за { $most } або { $share } середини
options-foot = IV (у %) і дельта – дані самого джерела. Контракт без літери теж можуть відхилити: через точку беззбитковості або тому, що в середньому він дав би збиток.

## Risk

risk-title = Ризик
risk-running = Торгівлю не призупинено і не зупинено.
risk-paused = ⚠️ Призупинено ({ $who }), { $when }: більше нічого не пропонується й не купується.
risk-halted = ⚠️ Зупинено за правилами, { $when }: { $reason }. Нічого не відкривається, поки власник не відновить торгівлю.
risk-limits = Правила і як зараз із ними
risk-equity = Капітал { $equity }, з нього грошима { $cash }
risk-trade-max = Наступна угода може коштувати щонайбільше { $limit }
risk-trades = Угоди цього місяця: { $count } з { $limit }
risk-positions = Позиції: { $count } з { $limit }
risk-exposure = Вкладено в позиції: { $exposure } з { $limit }
risk-day-loss = Збиток сьогодні: { $loss } з { $limit }
risk-losses-in-row = Збитки поспіль: { $count } з { $limit }
risk-drawdown = Нижче за пік: { $drawdown } з { $limit }
risk-threshold = Вердикти пропонуються від упевненості { $share }
risk-passed = Вердикти, що не стали пропозиціями
risk-passed-none = Поки жодного.
risk-passed-one = { $when } { $call } { $share }: { $reasons }
risk-passed-count = Усього { $count ->
    [one] { $count } вердикт
    [few] { $count } вердикти
    [many] { $count } вердиктів
   *[other] { $count } вердикту
}

## Ready

ready-title = Готовність до реальної торгівлі
ready-about = Чого вимагають від угод на папері, перш ніж підуть справжні гроші.
ready-trades = { $met ->
    [yes] Виконано
   *[no] Не виконано
}: закриті угоди: { $is }; потрібно { $required }.
ready-expectancy = { $met ->
    [yes] Виконано
   *[no] Не виконано
}: нижня межа середньої дохідності угоди: { $is }; має бути вищою за { $required }.
ready-profit-factor = { $met ->
    [yes] Виконано
   *[no] Не виконано
}: прибутки до збитків: { $is }; потрібно { $required }.
ready-drawdown = { $met ->
    [yes] Виконано
   *[no] Не виконано
}: найглибше просідання капіталу: { $is }; дозволено щонайбільше { $required }.
ready-calibration = { $met ->
    [yes] Виконано: визначено досить вердиктів із високою впевненістю, і її не завищено.
   *[no] Не виконано: визначено замало вердиктів із високою впевненістю або її завищено. Докладніше – /thresholds.
}
ready-weeks = { $met ->
    [yes] Виконано
   *[no] Не виконано
}: тижні на папері: { $is }; потрібно { $required }.
ready-configured = { $met ->
    [yes] Виконано: реальні ордери йшли б до брокера: { $broker }.
   *[no] Не виконано: у конфігурації не вказано брокера для реальних ордерів.
}
ready-all = Усі пункти виконано. До реальної торгівлі веде /mode.
ready-live = Усі пункти виконано, реальну торгівлю ввімкнено.
ready-open = { $count ->
    [one] { $count } пункт не виконано: реальну торгівлю ще не можна підтвердити.
    [few] { $count } пункти не виконано: реальну торгівлю ще не можна підтвердити.
    [many] { $count } пунктів не виконано: реальну торгівлю ще не можна підтвердити.
   *[other] { $count } пункту не виконано: реальну торгівлю ще не можна підтвердити.
}

## Scoreboard

scoreboard-title = Підсумок рішень
scoreboard-none = Жодної пропозиції ще не вирішено.
scoreboard-approved = Схвалені: що вони дали
scoreboard-denied = Відхилені: що вони дали б
scoreboard-expired = Без відповіді: що вони дали б
scoreboard-unasked = Без запиту, у режимі лише прогнозів: що вони дали б
scoreboard-empty = немає
scoreboard-ended = Завершено { $count }, із прибутком { $won }: { $profit }
scoreboard-open = Ще відстежується { $count }: досі { $profit }
scoreboard-saved = Відмови й мовчання досі зберегли { $amount }.
scoreboard-cost = Відмови й мовчання досі коштували { $amount }.
scoreboard-about = Чого ніхто не взяв, відстежується так, ніби його куплено за запропонованим ask і продано за тими самими правилами за bid, з урахуванням комісій. Кілька пропозицій нічого не доводять про натискання.

option-record-title = Опціон на кожен вердикт
option-record-none = Для жодного вердикту з напрямом термін ще не настав.
option-record-few = { $count ->
    [one] { $count } опціон
    [few] { $count } опціони
    [many] { $count } опціонів
   *[other] { $count } опціону
}, незалежних { $independent }: поки замало даних
option-record-count = { $count ->
    [one] { $count } опціон
    [few] { $count } опціони
    [many] { $count } опціонів
   *[other] { $count } опціону
}, незалежних { $independent }
option-record-won = { $share } з них дали прибуток (95 %: { $interval })
option-record-gain = У середньому { $gain } від сплаченої ціни (95 %: від { $low } до { $high })
option-record-calls = Call-опціони, куплені за вердикту КУПІВЛЯ: у середньому { $gain }, усього { $count }
option-record-puts = Put-опціони, куплені за вердикту ПРОДАЖ: у середньому { $gain }, усього { $count }
option-record-model = Продано за ціною моделі, бо бракувало свіжого котирування: { $count }
option-record-about = На кожен вердикт один контракт купується за ask і продається за bid, коли настає термін вердикту, з урахуванням комісій, байдуже, чи когось питали. Вердикти, ближчі один до одного, ніж горизонт, перекриваються й рахуються частково.

## Modes

mode-title = Режим
mode-on = { $mode } – увімкнено
mode-live-broker = Ордери йдуть до брокера: { $broker }.
mode-live-not-configured = Не налаштовано: укажи в конфігурації брокера для реальних ордерів і запусти програму знову.
mode-practice = Тренування: на цьому симульованому ринку пропонуються вердикти, які правила для справжнього ринку притримали б.
mode-live-ask = ⚠️ Відтоді те, що ти схвалиш, купується за справжні гроші. Натисни ще раз, щоб підтвердити.

## Messages of the desk

notice-bought = Куплено
notice-sold = Продано: { $profit } ({ $gain })
notice-sold-reason = Причина: { $reason }.
notice-sold-prices = { $contracts }, купівля за { $bought }, продаж за { $sold }, час у портфелі { $held }
notice-unfilled = ⚠️ Ордер виконано не так, як планувалося
notice-unsold = ⚠️ Продаж виконано не так, як планувалося
notice-unsold-more = Решта досі в портфелі; її знову виставлено на продаж. Її показує /positions.
notice-halted = ⚠️ Торгівлю зупинено: { $reason }
notice-halted-more = Від { $when } більше нічого не відкривається. Те, що в портфелі, під наглядом і продається за правилами. Власник відновлює торгівлю командою /resume.
notice-mismatch = ⚠️ Позиції в брокера не збігаються з обліком
notice-mismatch-one = { $contract }: в обліку { $book }, у брокера { $broker }
notice-mismatch-more = Перевір свій рахунок у брокера. Я нічого не відкриваю на тому, чого не знаю; /pause зупиняє все, поки не з’ясується.
attribution-title = Звідки це взялося
attribution-price = Ціна
attribution-time = Час
attribution-volatility = Волатильність
attribution-spread = Спред
attribution-fees = Комісії
attribution-rest = Не пояснено
attribution-part = { $name } { $amount }
attribution-none = З’ясувати, звідки це взялося, не вдалося.

## Answers to what is no command

unknown-command = Такої команди я не знаю. Що я розумію, показує /help.
plain-text = Я розумію команди й кнопки. Їх перелік – /help.
no-text = Я читаю лише текст і кнопки. Що я розумію, показує /help.
edited = Зміна повідомлення тут нічого не змінює. Надішли його ще раз як нове.
toast-expired = Ця кнопка вже не діє. Надішли /start, щоб отримати свіжі.
toast-nothing-new = Нічого нового.
talk-lost = Нитку розмови втрачено. Почни, будь ласка, спочатку.
apology = Щось пішло не так з мого боку, це записано в лог. Спробуй, будь ласка, ще раз.
setup-id = Твій ID:
setup-line = Щоб отримати доступ, задай для { $setting } це число і запусти програму знову.

## The exchange's hours

notice-opens = 🔔 Біржа відкрилася: { $date }
notice-closes = 🔔 Біржа закрилася: { $date }
notice-shut = 🔕 Сьогодні торгів немає, { $date }

## Accuracy over time

button-over-time = Динаміка
over-time-head = { $symbol } · { $horizon }: справдилося
over-time-span = Увесь журнал, від { $from } до { $to }
over-time-right = справдилося
over-time-band = інтервал 95 %
over-time-baseline = найчастіша відповідь
over-time-independent = { $independent } незал.
over-time-not-yet = Поки замало даних: для діаграми потрібні результати двох днів.
over-time-newest = Станом на { $date }: влучних { $share } (95 %: { $interval }), завжди найчастіша відповідь { $baseline }, незалежних { $independent }
over-time-means = Кожна точка враховує все від початку. Смуга чинна для всіх днів одночасно; уміння підняло б її над пунктиром.
## Ways through the chat, and settings

group-now = Зараз
group-record = Результати
group-trading = Торгівля
group-learning = Навчання
group-reports = Звіти
button-now = Зараз
button-record = Результати
button-trading = Торгівля
button-learning = Навчання
button-reports = Звіти
button-settings = Налаштування
command-settings = повідомлення, тихі години, діаграми, символи, правила, зміни
command-language = мова, якою я з тобою розмовляю
settings-title = Налаштування
settings-one = { $name }: { $value }
settings-chosen = ✓ { $choice }
settings-saved = Збережено.
settings-default = за замовчуванням
settings-none = немає
settings-hours = { $from }–{ $to }
settings-levels-now = Повідомлення: зі звуком { $loud }, без звуку { $silent }, вимкнено { $off }
settings-rules-now = { $count ->
    [0] Правила: усі як у конфігурації
    [one] Правила: { $count } задане тут, решта як у конфігурації
    [few] Правила: { $count } задані тут, решта як у конфігурації
    [many] Правила: { $count } заданих тут, решта як у конфігурації
   *[other] Правила: { $count } заданого тут, решта як у конфігурації
}
settings-quiet = Тихі години
settings-zone = Часовий пояс
settings-report-at = Звіт
settings-pictures = Діаграми
settings-shown = Показано
settings-watched = Під наглядом
button-notifications = Сповіщення
button-quiet = Тихі години
button-report-time = Час звіту
button-pictures = Діаграми
button-symbols = Символи
button-language = Мова
button-rules = Правила
button-history = Історія
settings-levels-title = Сповіщення
settings-levels-tap = Натискання перемикає: увімкнено, без звуку, вимкнено.
level-on = увімкнено
level-silent = без звуку
level-off = вимкнено
topic-offers = Пропозиції
topic-offers-means = сигнали, які можна схвалити
topic-trades = Угоди
topic-trades-means = купівлі, продажі, невиконані ордери
topic-stops = Зупинки
topic-stops-means = торгівлю зупинено, облік не збігається
topic-reports = Звіти
topic-reports-means = звіт дня, тижня, місяця
topic-learning = Навчання
topic-learning-means = що змінюється на гірше
topic-sources = Джерела
topic-sources-means = джерела, що дають збій або знову відповідають
topic-hours = Години біржі
topic-hours-means = біржа відкривається, закривається чи не працює
topic-service = Сервіс
topic-service-means = сам сервіс
settings-quiet-title = Тихі години
settings-quiet-off = Тихих годин немає.
settings-quiet-on = Тихі години { $hours }, { $zone }
settings-quiet-means = У тихі години одразу надходять лише пропозиції й зупинки. Решта чекає і надходить потім разом.
button-no-quiet = Без тихих годин
button-zone = Часовий пояс
settings-zone-title = Часовий пояс
settings-zone-now = { $zone }, там зараз { $time }
button-other-zone = Інший часовий пояс
settings-ask-zone = Який часовий пояс? Надішли назву, наприклад Europe/Warsaw або Asia/Tokyo.
settings-wrong-zone = Часового поясу з такою назвою я не знаю. Надішли, наприклад, Europe/Warsaw або натисни «Скасувати».
settings-report-title = Час звіту
settings-report-now = Звіт про торговий день надходить о { $when }.
settings-report-evening = { $time } за Нью-Йорком
settings-report-morning = { $time } за Нью-Йорком наступного ранку
settings-report-means = Хоч коли він надійде, ідеться про той самий день.
button-next-morning = { $time } назавтра
settings-pictures-title = Діаграми
settings-pictures-means = У яких кольорах показувати діаграми?
theme-dark = темні
theme-light = світлі
settings-language-title = Мова
settings-language-means = Якою мовою мені з тобою розмовляти?
settings-symbols-title = Символи
settings-symbols-main = Торгується: { $symbol }
settings-symbols-alone = Інших символів під наглядом немає.
settings-symbols-watched = Поруч під наглядом, кожен із власною історією: { $symbols }
settings-symbols-shown = У цьому чаті показано: { $symbol }
button-show-symbol = Показати { $symbol }
button-watch = + { $symbol }
button-unwatch = − { $symbol }
button-other-symbol = Інший символ
settings-ask-symbol = За яким символом стежити? Надішли його тикер, наприклад LMT.
settings-wrong-symbol = Це не тикер. Надішли від 1 до 8 літер чи цифр, наприклад LMT, або натисни «Скасувати».
settings-watched-full = Більше символів під нагляд узяти не можна. Спершу прибери якийсь.
settings-watched-already = Цей символ уже є.
settings-rules-title = Правила
settings-rules-means = Задане тут діє одразу: і для нових пропозицій, і для того, що в портфелі.
settings-rule-set = { $name }: { $value } (конфігурація: { $configured })
settings-rule-range = Можливі значення – від { $low } до { $high }.
rule-threshold = Потрібна впевненість
rule-trade-max = Одна угода щонайбільше
rule-trade-share-max = Одна угода, частка капіталу
rule-exposure-max = Усі позиції, частка капіталу
rule-positions-max = Позиції одночасно
rule-trades-a-month-max = Угоди за місяць
rule-day-loss-max = Збиток за день
rule-losses-in-row-max = Збитки поспіль
rule-drawdown-max = Падіння від піка
rule-offer-minutes = Час на схвалення
rule-stop = Стоп, частка сплаченої ціни
rule-target = Ціль, частка сплаченої ціни
rule-sessions-max = Сесій до продажу
button-step-down = ▼ { $value }
button-step-up = ▲ { $value }
button-other-value = Інше значення
button-as-configured = Як у конфігурації
settings-ask-rule = { $rule }: надішли значення від { $low } до { $high }.
settings-wrong-range = Таке значення не підходить. Надішли значення від { $low } до { $high } або натисни «Скасувати».
settings-sure = ⚠️ Торгівля реальна, а з цією зміною можна втратити більше. { $rule }: було { $before }, стане { $after }. Натисни ще раз, щоб підтвердити.
button-change-for-sure = Так, змінити
settings-history-title = Історія
settings-history-none = Ще нічого не змінювали.
settings-history-one = { $when }, { $whom }: { $name } = { $value }
settings-history-undo = { $when }, { $whom }, скасовано: знову { $name } = { $value }
settings-history-means = «Повернути» скасовує найновішу зміну, а кожне наступне натискання – ту, що була перед нею.
settings-changed-meanwhile = Тим часом щось змінили. Переглянь історію ще раз.
button-undo = ↶ Повернути

## Several symbols

watched-title = Також прогнозую
watched-call = { $symbol }: { $call } за ціни { $price }, { $when }
watched-no-call = { $symbol }: прогнозу ще немає
settings-watched-impossible = На цьому ринку цей символ прогнозувати неможливо.
watched-left = { $symbol } більше не прогнозується: це його історія.
button-symbol-here = • { $symbol }
## Groups and the PIN

group-type-report = У групі я не можу чекати на текст. Напиши /report із днем, наприклад /report 2026-01-02.
group-type-elsewhere = У групі я не можу чекати на текст. Задай це в приватному чаті зі мною.
pin-ask = Введи свій PIN
pin-wrong = PIN неправильний, нічого не зроблено. Лишилося спроб: { $left }. Почни знову кнопкою чи командою.
pin-locked = Забагато неправильних спроб. PIN не приймається до { $when }; нічого не зроблено.
pin-expired = Ця клавіатура вже не діє, нічого не зроблено. Почни знову кнопкою чи командою.
pin-cancelled = Нічого не зроблено.
pin-anothers = Це клавіатура іншої людини.
notice-pin-locked = ⚠️ PIN уведено неправильно { $count ->
    [one] { $count } раз
    [few] { $count } рази
    [many] { $count } разів
   *[other] { $count } разу
}
notice-pin-locked-more = Його вводила людина з ID { $who }. До { $when } її PIN не приймається. Це твої спроби? Якщо ні, вилучи цей ID з конфігурації і запусти програму знову.

## Bells

notice-shut-because = 🔕 Сьогодні торгів немає, { $date }: { $reason }
bell-until = Торги тривають до { $time } за Нью-Йорком.
bell-early = Скорочений день: торги тривають до { $time } за Нью-Йорком ({ $reason }).
bell-move = { $symbol }: ціна закриття { $price }, { $change } до попереднього закриття.
bell-price = { $symbol }: ціна закриття { $price }.
bell-no-price = Ціни { $symbol } за цей день у мене немає.
bell-calls = Сьогодні { $made ->
    [one] { $made } прогноз
    [few] { $made } прогнози
    [many] { $made } прогнозів
   *[other] { $made } прогнозу
}: вгору { $up }, утримання { $hold }, вниз { $down }.
bell-no-calls = Сьогодні прогнозів не зроблено.
bell-next = Наступна сесія відкривається { $date } о { $time } за Нью-Йорком.
bell-next-unknown = Наступної сесії мій календар не знає.

## What was held back or gathered

notice-digest = 🌙 За тихі години: { $alerts ->
    [one] { $alerts } сповіщення
    [few] { $alerts } сповіщення
    [many] { $alerts } сповіщень
   *[other] { $alerts } сповіщення
}, { $reports ->
    [one] { $reports } звіт
    [few] { $reports } звіти
    [many] { $reports } звітів
   *[other] { $reports } звіту
}
notice-digest-away = 📬 Що чекало на Telegram: { $alerts ->
    [one] { $alerts } сповіщення
    [few] { $alerts } сповіщення
    [many] { $alerts } сповіщень
   *[other] { $alerts } сповіщення
}
digest-times = Час указано за Нью-Йорком.
digest-line = { $when } · { $title }
digest-more = { $count ->
    [one] і ще { $count } сповіщення
    [few] і ще { $count } сповіщення
    [many] і ще { $count } сповіщень
   *[other] і ще { $count } сповіщення
}
digest-reports = { $reports ->
    [1] Далі – звіт.
   *[other] Далі – звіти.
}
notice-flaps = ⚠️ { $source }, { $channel }: дані зникали { $times ->
    [one] { $times } раз
    [few] { $times } рази
    [many] { $times } разів
   *[other] { $times } разу
} від { $when }
notice-flaps-still = { $why } Збій триває. Докладніше – /health.
notice-flaps-again = Поки що джерело знову відповідає. Докладніше – /health.
notice-drifts = 📉 Дрейф: { $count ->
    [one] { $count } складова моїх прогнозів стала гіршою
    [few] { $count } складові моїх прогнозів стали гіршими
    [many] { $count } складових моїх прогнозів стали гіршими
   *[other] { $count } складової моїх прогнозів стало гіршими
}, ніж без уміння
drifts-line = { $horizon }: { $names }
drifts-whole = увесь прогноз

## Reports of days, weeks and months

report-verdict-none = Цього дня не визначено жодного вердикту на 24 години.
report-verdict = Вердикти на 24 години, визначені цього дня: влучних { $share }. Якщо завжди казати те саме: { $baseline }.{ $judged ->
    [few] { " " }Один день нічого не доводить.
   *[enough] { "" }
}
report-late = ⏰ Звіт запізнився на { $span }: о 17:00 сервіс не працював або не міг прочитати дані ринку.
report-settled-before = Визначено { $date }
report-counted = { $count ->
    [one] { $count } результат
    [few] { $count } результати
    [many] { $count } результатів
   *[other] { $count } результату
}, незалежних { $independent }; завжди { $call }: { $baseline }
report-options-title = Опціони на вердикти
report-options = { $horizon }: { $count ->
    [one] { $count } опціон
    [few] { $count } опціони
    [many] { $count } опціонів
   *[other] { $count } опціону
}, із прибутком { $won }, у середньому { $mean }
report-options-none = Жоден опціон на вердикт не добіг кінця.
report-desk = Торгівля: запропоновано { $offered }, схвалено { $approved }, відхилено { $denied }, зараз у портфелі { $open }
report-desk-trades = { $count ->
    [0] Жодної угоди не завершено.
    [one] Завершено { $count } угоду, із прибутком { $won }, разом { $profit }
    [few] Завершено { $count } угоди, із прибутком { $won }, разом { $profit }
    [many] Завершено { $count } угод, із прибутком { $won }, разом { $profit }
   *[other] Завершено { $count } угоди, із прибутком { $won }, разом { $profit }
}
report-spoke = { $count ->
    [one] Озвався { $count } сигнал
    [few] Озвалися { $count } сигнали
    [many] Озвалося { $count } сигналів
   *[other] Озвалося { $count } сигналу
} з { $all }.
report-changes = { $count ->
    [0] Ніщо з вивченого не змінило мене помітно.
    [one] Вивчено: { $count } зміна, варта уваги
    [few] Вивчено: { $count } зміни, варті уваги
    [many] Вивчено: { $count } змін, вартих уваги
   *[other] Вивчено: { $count } зміни, вартої уваги
}
report-proof = ✅ наживо = повтор: збіглося { $all } з { $all } рішень і результатів
report-proof-differs = ⚠️ наживо ≠ повтор: не збіглося { $count } з { $all } рішень і результатів
report-proof-none = наживо = повтор: не порівняно
report-advice = 💡 { $advice }
report-advice-none = Жодне правило нічого не вимагає.
report-advice-foot = Кожна порада випливає з цифр за названим правилом; жодна не є прогнозом.
report-advice-verify = Повтор не збігається з тим, що було наживо, у { $count ->
    [one] { $count } випадку
    [few] { $count } випадках
    [many] { $count } випадках
   *[other] { $count } випадку
}: зупини сервіс і запусти algoslayer verify.
report-advice-leave-live = Повернися до паперової торгівлі: ознак уміння поки немає.
report-advice-paper = Лишайся на паперовій торгівлі: ознак уміння поки немає.
report-advice-skipped = { $count ->
    [one] { $count } цикл не дав прогнозу
    [few] { $count } цикли не дали прогнозу
    [many] { $count } циклів не дали прогнозу
   *[other] { $count } циклу не дало прогнозу
}: як відповідають джерела, показує /health.
report-advice-silent = Сигнал «{ $signal }» мовчить уже { $count ->
    [one] { $count } день
    [few] { $count } дні
    [many] { $count } днів
   *[other] { $count } дня
}: перевір його джерело в /health.
report-advice-no-claims = Цього місяця жоден вердикт не сягнув { $threshold }. Такі вердикти рідкісні; не знижуй через це поріг.
report-state-learning = Стан: 🟡 навчання
report-state-good = Стан: 🟢 добрий
report-state-excellent = Стан: ⭐ відмінний
report-part-accuracy = Точність
report-part-options = Опціони
report-part-signals = Сигнали
report-part-learned = Вивчено
report-part-advice = Поради
report-part-rules = Правила стану
report-signal-spoke = { $count ->
    [one] голос подано { $count } раз
    [few] голос подано { $count } рази
    [many] голос подано { $count } разів
   *[other] голос подано { $count } разу
}
report-signal-silent = мовчить, бо { $reason }
report-side = Напрям за 24 години: влучних { $share } ({ $interval }), незалежних { $independent }
report-side-none = Жодного напряму за 24 години не перевірено.
report-rule-learning = 🟡 Навчання: менше ніж { $evidence } незалежних результатів за 24 години, або немає ознак уміння, або доведено, що впевненість хибна.
report-rule-good = 🟢 Добрий: перевага над прогнозом без уміння вища за 0 на всьому інтервалі, і не доведено, що похибка калібрування більша за { $limit }.
report-rule-excellent = ⭐ Відмінний: до того ж виконано перелік умов /ready, а вердикти від { $threshold } підтверджено тим, що вийшло з попередніх.
report-ground-independent = Незалежних результатів: { $independent }
report-ground-skilled = Перевага над прогнозом без уміння вища за 0
report-ground-calibration = Похибка калібрування щонайменше { $share }
report-ground-ready = Перелік умов /ready виконано
report-ground-backed = Високу впевненість підтверджено
report-week-title = Тиждень
report-month-title = Місяць
report-span = Від { $from } до { $to }
report-settled-span = Визначено за цей час
report-span-skipped = Цикли без прогнозу: { $count }
report-span-claims = Вердикти з високою впевненістю: { $count }
report-state-begin = На початку: { $verdict }
report-state-end = Наприкінці: { $verdict }
report-equity = Капітал: на початку { $from }, наприкінці { $to }
report-best = Найчастіше влучав сигнал «{ $signal }»
report-worst = Найрідше влучав сигнал «{ $signal }»
report-weight = { $signal }: вага була { $from }, тепер { $to }
report-next-shut = { $date }: зачинено, { $reason }
report-next-early = { $date }: раннє закриття о 13:00, { $reason }
button-report-day = День
button-report-week = Тиждень
button-report-month = Місяць
button-report-back = ‹ Звіт
button-span-before = ‹ Раніше
button-span-after = Пізніше ›
report-picture = { $date } · динаміка точності
report-warn-differs = ⚠️ { $date }: повтор не збігся з тим, що було наживо. Зупини сервіс і запусти algoslayer verify.
report-bad-asked = Цього я не можу прочитати. Надішли /report із днем, як-от { $day }, із тижнем, як-от { $week }, або з місяцем, як-от { $month }.

## Training and models

button-train = Навчання
button-models = Моделі
button-train-now = 🎓 Навчання { $share }
button-train-start = ▶ Навчати
button-train-cancel-for-sure = Так, зупинити
button-train-go-on = Продовжити
button-card = Картка
button-card-last = Остання картка
button-card-of = Картка { $id }
button-promote = Ввести
button-promote-of = Ввести { $id }
button-promote-for-sure = Так, хай працює
button-roll-back = Повернути
button-roll-back-for-sure = Так, повернути
command-train = навчати моделі й бачити, як іде навчання
command-models = усі навчені моделі та їхні результати
command-rollback = повернутися до моделі, що працювала раніше
train-title = Навчання
train-run-title = Навчання { $number }
train-done-title = Навчання { $number } завершено
train-about = Моделі вчаться на кожному рішенні, результат якого відомий, і перевіряються на днях, яких не бачили.
train-data = { $have } { $count ->
    [one] незалежне спостереження
    [few] незалежні спостереження
    [many] незалежних спостережень
   *[other] незалежного спостереження
} для навчання, потрібно { $need }.
train-not-enough = Ще замало даних
train-too-little = { $have } { $count ->
    [one] незалежне спостереження
    [few] незалежні спостереження
    [many] незалежних спостережень
   *[other] незалежного спостереження
} досі, потрібно { $need }. Їх більшає самих, коли стають відомі результати.
train-chosen = ✓ { $name }
train-means = : { $sentence }
train-no-such = Такого навчання немає.
train-waiting = Відкладено
train-waiting-means = Почнеться само, коли під'єднається комп'ютер, що навчає.
train-running = Триває
train-bar = { $bar } { $share }
train-units = Готово: { $done } з { $all } частин
train-at-fold = Зараз: поділ { $fold }, { $family }
train-at-final = Зараз: остаточне підлаштування, { $family }
train-best = Найкраще досі: { $family }, виграш { $gain }
train-left = Лишилося часу: близько { $span }
train-trainers = { $count ->
    [one] працює { $count } комп'ютер
    [few] працюють { $count } комп'ютери
    [many] працює { $count } комп'ютерів
   *[other] працює { $count } комп'ютера
}
train-fault = Остання помилка: { $fault }
train-families = Родини: { $names }
train-depth = { $depth }, { $place }
train-asked = Замовлено: { $when }
train-began = Почато: { $when }
train-cancel-ask = Зупинити це навчання? Зроблене досі буде втрачено.
train-started = Навчання { $number } триває.
train-kept = Навчання { $number } чекає: почнеться, коли під'єднається комп'ютер, що навчає.
train-busy = Навчання { $number } вже чекає або триває.
train-cancelled = Навчання зупинено.
train-nothing = Цього вже немає.
train-promoted = Працює з наступного рішення.
train-not-allowed = Правило ще не дозволяє; картка каже чому.
train-rolled-back = З наступного рішення: { $model }
train-too-few = Ще замало даних: { $have } незалежних спостережень, потрібно { $need }.
train-failed = Не вдалося; журнал каже чому. Спробуйте пізніше.
train-refused = Лише власник навчає, зупиняє, вводить і повертає. Нічого не зроблено.
trainer-connected = 🟢 { $name } під'єднано.
trainer-seen = ⚪ { $name } востаннє бачили { $when } ({ $ago } тому).
trainer-never = Жоден ваш комп'ютер ще не під'єднувався. Щоб підготувати його, виконайте на ньому:
depth-light = Легке
depth-light-means = мало поділів, мало спроб, малі моделі; хвилини
depth-usual = Звичайне
depth-usual-means = перевірка за кварталами, кілька спроб на родину
depth-thorough = Ретельне
depth-thorough-means = перевірка за місяцями, п'ятнадцять спроб на родину; триває найдовше
place-trainers = Мій комп'ютер
place-server = Цей сервер
place-server-means = Цей сервер навчає поряд зі своєю роботою, з найнижчим пріоритетом: легке навчання.
place-trainers-means = Навчає ваш комп'ютер; цей сервер лише роздає частини.
place-trainers-later = Жоден ваш комп'ютер не під'єднано: навчання зачекає й почнеться, коли котрийсь буде.
family-logistic = Логістична регресія
family-forest = Випадковий ліс
family-boosting = Бустинг дерев, другого порядку
family-gradient = Бустинг дерев, першого порядку
family-network = Нейронна мережа
family-sequence = Рекурентна мережа
family-ensemble = Усі родини разом
family-short-logistic = Логістична
family-short-forest = Ліс
family-short-boosting = Бустинг
family-short-gradient = Градієнт
family-short-network = Мережа
family-short-sequence = Рекурентна
family-short-ensemble = Разом
ranged = { $value } (95 %: від { $low } до { $high })
card-title = Картка навчання { $number }
card-not-yet = Картки ще немає.
card-cancelled = Його зупинено.
card-failed = Його не вдалося завершити. Те, що працювало, працює далі; /train почне нове.
card-verdict-none = Жодної родини не вдалося підлаштувати, тож вводити нічого.
card-verdict-too-few = Перевірено замало, щоб щось сказати.
card-verdict-worse = Найкраща родина була гіршою, ніж без уміння, і це не випадковість.
card-verdict-no-evidence = Немає доказів, що якась родина знає більше, ніж без уміння: виграш може бути випадковим.
card-verdict-luck = Найкраща родина виглядає кращою, ніж без уміння, але за стількох спроб це так само може бути удача.
card-verdict-not-online = Найкраща родина знала більше, ніж без уміння, але не більше за те, що вже вчиться на ходу.
card-verdict-better = Найкраща родина знала більше, ніж без уміння, не випадково, у дні, яких не бачила.
card-rule = Краща означає: увесь інтервал виграшу лежить вище 0, перевірено щонайменше { $need } незалежних спостережень, перенавчання менш імовірне за { $share }, а log loss нижча, ніж у навчання на ходу.
card-data = Дані: від { $from } до { $until }, рішень { $count }, незалежних { $independent }
card-tested = Перевірено поза вибіркою: рішень { $count }, незалежних { $independent }, поділів { $folds }
card-simulated = 🧪 Навчено на СИМУЛЬОВАНОМУ ринку: про справжні ціни це нічого не каже.
card-seed = Зерно { $seed }, ретельність { $depth }, дані { $data }
card-best = Найкраща: { $family }
card-gain = Виграш проти «без уміння»: { $gain }
card-online = Виграш проти навчання на ходу: { $gain }
card-side = Правильний бік: { $share }
card-calibration = Похибка калібрування { $error }, нахил { $slope } (1 — правильно)
card-calibration-error = Похибка калібрування { $error }
card-conviction = Сигнали від { $from }: правильних { $right } з { $count } (95 %: { $interval })
card-conviction-none = Сигнали від { $from }: немає
card-options = Опціони на його сигнали: { $gain } премії, { $count ->
    [one] { $count } сигнал
    [few] { $count } сигнали
    [many] { $count } сигналів
   *[other] { $count } сигналу
}
card-options-none = Опціони на його сигнали: ще замало даних
card-overfitting = Імовірність перенавчання: { $share }
card-overfitting-unknown = Імовірність перенавчання: сказати не можна
card-table = Виграш проти «без уміння» (log loss, 95 %):
card-serves = Зараз працює.
card-may-serve = Ніщо не заважає ввести його.
card-may-not-serve = Ще не може працювати; картка каже чому.
card-was = Його час минув: відтоді навчено або введено інший.
card-against = Що проти введення:
card-hurdle = – { $hurdle }
card-not-installed = – його не прийнято
card-head = Навчання { $number } · { $symbol }
card-chart-gain = Виграш проти «без уміння», з інтервалом 95 %
card-chart-online = навчання на ходу
card-chart-reliability = { $family }: заявлене і здійснене
card-chart-importance = На що вона зважає
card-chart-rest = Ринок
hurdle-evidence = доказ { $have }, потрібно { $need }
hurdle-gain = виграш проти того, що працює, { $have }, потрібно { $need }
hurdle-calibration = похибка калібрування { $have }, дозволено щонайбільше { $most }
hurdle-slope = нахил калібрування { $have }: надто далеко від 1
hurdle-recent = гірша на { $have } за те, що працює, за останні 60 днів
hurdle-shadow = спостерігали { $have } з { $need } торгових днів після навчання
hurdle-harm = гірша за те, що працює, від часу навчання, доказ { $have }
models-title = Моделі
models-online = Експерти, що вчаться на ходу, працюють самі.
models-none = Ще не навчено жодної моделі. /train почне.
models-trained = Навчено до { $date }, виграш проти «без уміння» { $gain }
models-since = Працює з { $when }
models-record = { $days } результатів: log loss { $loss }, без уміння { $base }; правильний бік { $share } з { $moves } незалежних рухів
models-record-still = { $days } результатів: log loss { $loss }, без уміння { $base }
models-no-record = Після навчання ще немає результату.
models-faults = { $count ->
    [one] { $count } раз не дала числа.
    [few] { $count } рази не дала числа.
    [many] { $count } разів не дала числа.
   *[other] { $count } разу не дала числа.
}
models-may-serve = Ніщо не заважає ввести її.
models-against = Проти введення: { $hurdles }
standing-champion = ⭐ Працює: { $model }
standing-challenger = 👁 Під спостереженням: { $model }
standing-former = Працювала раніше: { $model }
standing-superseded = Замінена до введення: { $model }
model-named = { $family } { $id }
model-online = лише експерти, що вчаться на ходу
promote-ask = Зараз працює: { $now }. З наступного рішення: { $next }. Так?
promote-not = Правило не дозволяє; картка каже чому.
rollback-title = Повернути
rollback-ask = Зараз працює: { $now }. Після повернення, з наступного рішення: { $next }. Так?
rollback-nothing = Працюють лише експерти, що вчаться на ходу: повертатися нема з чого.
notice-training-failed = ⚠️ Навчання { $number } не вдалося завершити
notice-training-failed-more = Чому: { $why } Те, що працювало, працює далі; /train почне нове.
notice-model-refused = ⚠️ Модель із навчання { $number } не прийнято
notice-model-refused-more = Чому: { $why } Те, що працювало, працює далі; /train спробує знову.
notice-model-swapped = 🔁 { $symbol }: відтепер { $model }
swap-promoted = Її ввів власник, і правило це дозволило.
swap-asked-back = Власник попросив повернутися.
swap-beaten = Те, що працювало раніше, відтоді було кращим, тож її повернуто автоматично.
swap-drifted = Її втрати свідчили про зміну на гірше, тож її повернуто автоматично.
swap-faulty = Вона надто часто не давала числа, тож її повернуто автоматично.
