# Every sentence of the chat in English. Number first, then its unit; one idea a line; an error says what to do next.
# Markup is added by the program: whatever stands here is shown as it is written.

## Numbers, days and spans

interval = { $low } to { $high } %
when = { $day } { $time } New York
when-in-table = { $day } { $time }
date = { $day } { $year }
day-and-month = { $weekday } { $day } { $month }
bare-day = { $day } { $month }
unit-moment = under a minute
unit-minutes = { $count } min
unit-hours = { $minutes ->
    [0] { $hours } h
   *[other] { $hours } h { $minutes } min
}
unit-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
weekday-monday = Mon
weekday-tuesday = Tue
weekday-wednesday = Wed
weekday-thursday = Thu
weekday-friday = Fri
weekday-saturday = Sat
weekday-sunday = Sun
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

## Names

call-buy = 🟢 BUY
call-hold = ⚪ HOLD
call-sell = 🔴 SELL
horizon-1h = 1 hour
horizon-4h = 4 hours
horizon-24h = 24 hours
signal-news-sentiment = News sentiment
signal-technical-analysis = Technical analysis
signal-options-flow = Options flow
signal-volatility-analysis = Volatility
signal-momentum = Momentum
signal-sector-correlation = Sector correlation
signal-mean-reversion = Mean reversion
signal-market-regime = Market regime
table-news-sentiment = News
table-technical-analysis = Technical
table-options-flow = Options
table-volatility-analysis = Volatility
table-momentum = Momentum
table-sector-correlation = Sector
table-mean-reversion = Reversion
table-market-regime = Regime
table-1h = 1 h
table-4h = 4 h
table-24h = 24 h
abstains-warming-up = it has not seen enough history yet
abstains-stale = its newest input is too old
abstains-no-feed = no source for it is connected
abstains-no-evidence = it sees no evidence for either side
abstains-bad-input = its input led to no usable number
abstains-not-built = this version cannot compute it yet
skip-no-bar = no bar had arrived
skip-warming-up = too little history seen so far
skip-too-late = it was too late to be honest
skip-no-calendar = the calendar ends here
skip-no-movement = the price has not moved
skip-means-no-bar = Without a fresh price nobody could act on a call. /health tells how the sources are doing.
skip-means-warming-up = The size of a usual move is not known yet, and without it there is no HOLD band. It takes some full sessions.
skip-means-too-late = The cycle was worked on long after its time; a call made then would know what came after. The next cycle is not affected.
skip-means-no-calendar = No due time can be named for an outcome. A newer version of the program knows more years.
skip-means-no-movement = Without any movement there is no HOLD band to leave. Calls come back once the price moves again.
closure-new-year = New Year’s Day
closure-martin-luther-king = Martin Luther King Jr. Day
closure-presidents = Presidents’ Day
closure-good-friday = Good Friday
closure-memorial = Memorial Day
closure-juneteenth = Juneteenth
closure-independence = Independence Day
closure-labor = Labor Day
closure-thanksgiving = Thanksgiving Day
closure-christmas = Christmas Day
closure-september-11 = the attacks of 11 September 2001
closure-mourning-reagan = mourning for President Reagan
closure-mourning-ford = mourning for President Ford
closure-hurricane-sandy = Hurricane Sandy
closure-mourning-bush = mourning for President G. H. W. Bush
closure-mourning-carter = mourning for President Carter
early-close-independence-eve = the day before Independence Day
early-close-after-independence = the day after Independence Day
early-close-after-thanksgiving = the day after Thanksgiving
early-close-christmas-eve = Christmas Eve
early-close-after-christmas = the day after Christmas

## On every screen

title = { $screen } · { $symbol }
simulated = 🧪 SIMULATED market: no real prices
confidence = { $percent } (uncalibrated: { $independent } { $count ->
    [one] independent outcome
   *[other] independent outcomes
} so far)
confidence-learned = { $percent } (80 %: { $interval }), without skill { $base }
sure-evidence = Learned from { $independent } { $count ->
    [one] independent outcome
   *[other] independent outcomes
}
sure-balance = If it moves: { $share } up
sure-high = Highly probable: nothing speaks against it.
barrier-no-side = No side is called.
barrier-uncalibrated = It was made by a model that did not learn: its confidence was never compared with what came true.
barrier-confidence = Confidence { $share }: { $needed } are needed.
barrier-lower-end = Lower end of its interval { $share }: { $needed } are needed.
barrier-evidence = Learned from { $independent } independent outcomes: { $needed } are needed.
barrier-unproven = { $count ->
    [one] { $count } call from 80 % on is settled
   *[other] { $count } calls from 80 % on are settled
}, { $right } of them right: { $needed } are needed.
barrier-overstated = Such calls came true too seldom: evidence { $value }, from { $limit } on they are not believed.
barrier-unfamiliar = The signals are unlike anything seen: { $value }, at most { $limit } is familiar.
barrier-few-voices = { $count ->
    [one] { $count } signal speaks
   *[other] { $count } signals speak
}: { $needed } are needed.
lessons-none = No day has been learned from yet. The first lesson is kept an hour after the close.
not-enough-data = not enough data yet
warn-no-bar-since = ⚠️ No bar since { $when }: the feed may be down.
warn-no-bar-ever = ⚠️ No bar has arrived yet.
warn-no-cycle-since = ⚠️ No cycle since { $when }: the service may have stood still.
button-home = ‹ Back
button-refresh = ↻ Refresh
button-status = Status
button-accuracy = Accuracy
button-figures = All figures
button-picture = Picture
button-weights = Weights
button-thresholds = Thresholds
button-learned = Learned
button-drift = Drift
button-report = Report
button-signals = Signals
button-help = Help
button-why = Why?
button-why-not = Why no call?
button-chart = Chart
button-health = Health
button-before = ‹ { $number }
button-after = { $number } ›
button-day-before = ‹ { $day }
button-day-after = { $day } ›
button-other-day = Another day
button-cancel = Cancel

## Start

home-title = AlgoSlayer
home-no-call = No prediction yet.
home-call = { $call } at { $price }
home-call-made = said { $when }
home-next = Next cycle: { $when }
home-next-unknown = Next cycle: the calendar knows none.
home-choose = What would you like to see?
language-chosen = From now on I speak English.

## Help

help-title = Help
help-about = Every 15 minutes of the trading day I say where { $symbol } goes, and later I check what it really did.
help-commands = Commands
command-start = begin here, from anywhere
command-help = what each command does
command-status = the latest call, the cycles, the data
command-accuracy = how often the calls came true, as a picture and in figures
command-thresholds = what became of calls from 55 % to 95 % of confidence
command-weights = what moves the forecast, as a picture
command-learned = what changed in the last five sessions, and why
command-drift = where something changes for the worse
command-report = one trading day in figures
command-signals = what each of the eight signals says, saw and scored so far
command-why = why the latest call was made; /why 123 for another
command-whynot = why there was no BUY or SELL the last time
command-chart = the price with its calls as a picture
command-health = the sources, the newest data, memory and disk
command-positions = what is held, what it is worth, when it is sold
command-trades = the trades that are over, with figures and pictures
command-scoreboard = what your taps have saved or cost
command-options = the option chain near the money
command-risk = the rules, and where they stand now
command-ready = what is missing for live trading
command-mode = predictions, paper or live
command-pause = offer and buy nothing more
command-resume = offer and buy again
command-close = sell a position
command-export = trades, equity and offers as CSV files
help-terms = Terms
help-band = HOLD band: the move that is too small to count as up or down. It is fixed when the prediction is made.
help-confidence = Confidence: the chance that the call comes true. For BUY and SELL a price that stays in the band is wrong too. In brackets, where that chance may well lie; beside it, what would be said of the same call without any skill.
help-uncalibrated = Uncalibrated: made by an older model, whose confidence was never compared with what came true. Do not lean on the figure.
help-baseline = Baseline: what always giving the most frequent answer scores. Only what lies above it is skill.
help-interval = 95 % interval: where the true figure may well lie, given how few observations there are.
help-independent = Independent: predictions 15 minutes apart share most of their outcome, so many of them count as one.
help-weight = Weight: a signal’s share of what moves the forecast. It is learned from every outcome, and can be nothing.
help-scores = Brier score and log loss judge the stated probabilities; lower is better.

## Status

status-title = Status
status-said = said { $when }
status-confidence = Confidence { $confidence }
status-means-side = The chance of the called side, if the price leaves the HOLD band ({ $band }) in 24 hours. 50 % is a coin flip.
status-means-up = The chance that the price rises beyond the HOLD band ({ $band }) in 24 hours. Staying inside is wrong too.
status-means-down = The chance that the price falls beyond the HOLD band ({ $band }) in 24 hours. Staying inside is wrong too.
status-means-hold = The chance that the price stays in the HOLD band ({ $band }) for 24 hours.
status-voices = { $count } of { $all } signals spoke. Model: { $model }
status-no-call = No prediction yet.
status-no-call-why = The last cycle made none: { $reason }.
status-cycles = Cycles
status-last = Last: { $when }
status-last-none = Last: none yet
status-last-skipped = It made no prediction: { $reason }.
status-next = Next: { $when }
status-next-unknown = Next: the calendar knows none
status-bar = Newest bar: until { $when } ({ $age } ago)
status-source = Source: { $feed }
status-counts = Predictions
status-today = Today: { $count }, skipped: { $skipped }
status-ever = Ever: { $count }
status-refused = Bars refused ever: { $count }
status-outcomes = Outcomes
status-table-settled = settled
status-table-waiting = waiting

## Accuracy

accuracy-title = Accuracy
accuracy-not-yet = There is not enough data yet: no outcome has settled at this horizon.
accuracy-right-of = Right: { $share } (95 %: { $interval })
accuracy-majority = — always { $call }, the most frequent: { $share }
accuracy-simple = — always up: { $up }, as yesterday: { $yesterday }
accuracy-balanced = Balanced: { $share }, no skill 33 %
accuracy-compared = Stated probabilities, { $independent } independent:
accuracy-gain = Gain on no skill { $gain } nats (95 %: { $low } to { $high })
accuracy-brier-no-skill = Brier { $value }, no skill { $baseline }
accuracy-log-loss-no-skill = Log loss { $value }, no skill { $baseline }
accuracy-calibration = Calibration error { $share } ({ $interval }), none would be 0 %
accuracy-picture = Each dot: calls of like confidence, and how many came true. On the line, they meant what they said.
accuracy-about = How often the calls came true, beside what no skill at all would score.
accuracy-none = No outcome has settled yet.
accuracy-counted = { $count ->
    [one] { $count } outcome
   *[other] { $count } outcomes
} = { $independent } independent
accuracy-right = Right: { $share }
accuracy-interval = 95 %: { $interval }
accuracy-baseline = Always { $call }: { $share }
accuracy-side = Side: { $share } of { $independent } ({ $interval }), coin 50 %
accuracy-side-none = Side: no BUY or SELL left the band yet
accuracy-brier = Brier { $value }, baseline { $baseline }
accuracy-log-loss = Log loss { $value }, baseline { $baseline }
accuracy-within = Same session: { $share } of { $independent } ({ $interval })
accuracy-crossing = Across a close: { $share } of { $independent } ({ $interval })
accuracy-apart-baseline = — always { $call }: { $share }
accuracy-void = { $count ->
    [one] { $count } without an honest price
   *[other] { $count } without an honest price
}: not counted
accuracy-foot = “Always …” is the baseline: the most frequent answer, given every time. Lower Brier and log loss are better.
verdict-too-few = Too few observations to say anything.
verdict-no-evidence = No evidence of skill yet.
verdict-better = ✅ Better than the baseline, beyond chance.
verdict-worse = ⚠️ Worse than the baseline, beyond chance.
reliability-head = { $symbol } · { $horizon }
reliability-about = Stated confidence against what came true
reliability-up = came true
reliability-across = stated confidence
reliability-dot = larger: more outcomes
reliability-interval = 95 % interval
reliability-diagonal = means what it says

## Thresholds

thresholds-title = Thresholds
thresholds-about = BUY and SELL from each confidence on, and whether they came true. What follows one before it is settled belongs to it.
thresholds-none = There is not enough data yet: no call from 55 % on is settled.
thresholds-from = from
thresholds-month = month
thresholds-right = right
thresholds-of = of
thresholds-interval = 95 %
thresholds-valid = Calls a month, and how many of the settled ones were right. The interval holds however often you look at it.
thresholds-options = Options on them (model)
thresholds-options-none = None could be priced yet.
thresholds-option = From { $from }: { $count ->
    [one] { $count } option
   *[other] { $count } options
}, mean { $mean } (95 %: { $low } to { $high })
thresholds-options-about = Gain or loss in parts of what was paid. Priced by a model with its costs, not bought in a market.
thresholds-granted = Nothing keeps the latest call from being called { $needed }.
thresholds-refused = Why “{ $needed }” is refused so far

## Weights

weights-title = Weights
weights-when = { $horizon }, { $date }
weights-experts = No skill holds { $none }, single signals { $alone }, all together { $together }
weights-know-nothing = I currently know nothing.
weights-foot = A signal’s share of what moves the forecast, after the last lesson.
weights-row-followed = followed
weights-row-reversed = reversed
weights-row-unheard = unheard
weights-head = { $symbol } · { $horizon }
weights-followed = followed
weights-reversed = reversed
weights-mixture = Who is believed
weights-group-none = no skill { $share }
weights-group-alone = single signals { $share }
weights-group-together = all together { $share }
weights-history = { $count ->
    [one] { $count } session
   *[other] { $count } sessions
}: weight of no skill, and the signals’ shares
weights-no-skill = No skill

## Drift

drift-title = Drift
drift-about = Each detector gathers evidence that forecasts have become worse than no skill. 0 % is none, 100 % sounds an alarm: then I forget faster.
drift-when = Evening of { $date }
drift-whole = Whole
drift-quiet = { $share }
drift-watch = { $share } !
drift-alarm = ALARM
drift-legend = Below { $limit } is quiet; “!” is watched; at ALARM the learner forgets faster.
drift-hasty = { $horizon }: I forget faster until { $until }.
drift-past = Alarms of the last { $count ->
    [one] { $count } session
   *[other] { $count } sessions
}
drift-past-none = None.
drift-past-whole = { $date }: the whole forecast at { $horizon }
drift-past-signal = { $date }: { $signal } at { $horizon }
drift-past-more = { $count ->
    [one] { $count } more
   *[other] { $count } more
} before

## Learned

learned-title = Learned
learned-one-lesson = There is one lesson so far, and nothing to compare it with. Ask again after the next session.
learned-span = { $count ->
    [one] { $count } session
   *[other] { $count } sessions
}, from the evening of { $from } to that of { $to }
learned-outcomes = { $independent } more independent outcomes
learned-nothing = Nothing noteworthy changed.
learned-more = { $count ->
    [one] { $count } more change
   *[other] { $count } more changes
}
learned-alarm-whole = On { $date } the whole forecast had become worse than no skill: I forget faster since.
learned-alarm-signal = On { $date } { $signal } had become worse than no skill: I forget faster since.
learned-gain = I { $went ->
    [won] won
   *[lost] lost
} { $nats } nats against no skill.
learned-no-skill = No skill holds { $to } instead of { $from }: { $went ->
    [up] I trust my signals less.
   *[down] I trust my signals more.
}
learned-share = { $signal } { $went ->
    [up] gained
   *[down] lost
} { $points } points: { $share } now, { $side ->
    [reversed] taken the other way round
   *[followed] followed
}. Alone it did { $alone ->
    [better] better than no skill.
    [worse] worse than no skill.
    [outdone] better than no skill; others did more.
    [carried] worse than no skill; others lost more.
   *[alike] as well as no skill; the others moved.
}
learned-turned = { $signal } is now { $side ->
    [reversed] taken the other way round.
   *[followed] followed.
}
learned-slope = Calibration { $went ->
    [shrinks] shrinks
   *[stretches] stretches
} stated odds more than before: slope { $to } instead of { $from }.
learned-foot = Changes below 5 points of weight, 0.05 of slope and 0.05 nats are not told.

## Signals

signals-title = Signals
signals-none = No prediction yet, so no signal has been heard.
signals-none-next = The next cycle is { $when }.
signals-up = { $bar } { $score } up
signals-down = { $bar } { $score } down
signals-flat = { $bar } { $score } neither
signals-abstains = Silent: { $reason }.
signals-abstains-aged = Silent: { $reason } ({ $age }).
signals-about = Record: how often its own side was right 24 hours later, beside always saying the more frequent side.
signals-weight = Weight { $share }
signals-age = data { $age } old
signals-age-now = data as of the call
signals-age-close = data from the previous close
signals-record = Record: { $share } of { $independent } ({ $interval }), always { $call }: { $baseline }
signals-record-none = Record: none yet
signals-record-few = Record: not enough data yet ({ $independent } independent)
signals-together = Together
signals-fused = { $score }, { $count ->
    [one] { $count } signal
   *[other] { $count } signals
} of { $all }
signals-alone = No signal spoke.
signals-voices = { $count ->
    [one] { $count } signal
   *[other] { $count } signals
} of { $all } spoke.

## What each signal saw

saw-news = { $fast ->
    [up] Fresh headlines are friendly
    [down] Fresh headlines are unfriendly
   *[flat] Fresh headlines take no side
}, { $slow ->
    [up] those of the last days friendly
    [down] those of the last days unfriendly
   *[flat] those of the last days neither
} ({ $count } within two days).
saw-technical = { $trend ->
    [up] The short trend points up
    [down] The short trend points down
   *[flat] No clear short trend
} (strength { $strength } of 100), { $volume ->
    [up] more volume than usual on rising bars.
    [down] more volume than usual on falling bars.
   *[flat] volume takes no side.
}
saw-options = { $volume ->
    [up] Calls are busier than usual
    [down] Puts are busier than usual
   *[flat] Calls and puts are as busy as usual
}, protection { $price ->
    [up] costs less than usual
    [down] costs more than usual
   *[flat] costs what it usually does
}{ $unusual ->
    [up] , unusual trades lean to calls.
    [down] , unusual trades lean to puts.
   *[flat] .
}
saw-volatility = { $rougher ->
    [up] Rises have been rougher than falls
    [down] Falls have been rougher than rises
   *[flat] Rises and falls have been as rough
}; a usual day moves { $move }.
saw-momentum = Averages { $averages ->
    [up] point up
    [down] point down
   *[flat] point nowhere
}, the past months { $months ->
    [up] up
    [down] down
   *[flat] nowhere
}{ $morning ->
    [up] , the first half hour up.
    [down] , the first half hour down.
   *[flat] .
}
saw-sector = { $behind ->
    [up] Its peers have done better than it: room to catch up
    [down] It has done better than its peers: room to fall back
   *[flat] It moves along with its peers
} ({ $count } symbols, correlation { $correlation }).
saw-reversion = { $session ->
    [up] Above
    [down] Below
   *[flat] Near
} the session’s average, { $average ->
    [up] above
    [down] below
   *[flat] near
} that of 20 days; moves { $turning ->
    [up] tend to turn back
    [down] tend to run on
   *[flat] tend neither way
} (variance ratio { $ratio }).
saw-regime = The market is { $mood ->
    [turbulent] turbulent
   *[calm] calm
} ({ $share } turbulent), volatility index { $index }; such days { $drift ->
    [up] lifted the price.
    [down] pressed the price.
   *[flat] moved the price neither way.
}

## Why

why-title = Why
why-number = Prediction { $number } of { $last }, said { $when }
why-table-score = score
why-table-weight = weight
why-table-gives = gives
why-table-silent = silent
why-table-sum = Sum
why-table-share = share
why-table-pulls = pulls
why-table-up = up
why-table-down = down
why-table-now = now
why-table-base = no skill
why-pulls = Share: of what moves the forecast. A signal can pull against its own score, where that has been right more often.
why-rule-hold = { $passed ->
    [yes] Passed
   *[no] Not passed
}: { $share } against { $hold } for HOLD; it must not be less.
why-rule-lead = { $passed ->
    [yes] Passed
   *[no] Not passed
}: { $points } points ahead of the other side; { $needed } are needed.
why-nearest-learned = { $call } lacks { $points } points of probability.
why-nearest-by-other = { $call } would come of { $points } points more for { $grows }.
why-lacking = What it lacks to be highly probable
why-leans-nowhere = The sum leans to no side, so the call is HOLD.
why-gates = What { $call } has to pass
why-gate-mean = { $passed ->
    [yes] Passed
   *[no] Not passed
}: the sum is { $score }; it has to lie beyond { $limit }.
why-gate-supporters = { $passed ->
    [yes] Passed
   *[no] Not passed
}: { $count ->
    [one] { $count } signal supports it
   *[other] { $count } signals support it
}; { $needed } are needed.
why-gate-majority = { $passed ->
    [yes] Passed
   *[no] Not passed
}: { $count } for it, { $against } against it; more have to be for it.
why-nearest-title = Nearest other call
why-nearest = { $call } takes { $lacks } on the sum: { $signal } at { $to } instead of { $from } would do.
why-nearest-none = No single signal could have changed the call.
why-sure = Confidence
why-model = Model: { $model }
why-since = What the market did since
why-since-open = { $horizon }: due { $when }
why-since-void = { $horizon }: without an honest price
why-since-settled = { $horizon }: { $change }, that is { $call }: { $right ->
    [yes] right
   *[no] wrong
}
why-since-other = { $horizon }: { $change }, that is { $call }; { $called } was called there: { $right ->
    [yes] right
   *[no] wrong
}
followed-title = An option on the call
followed-all-hold = No side is called, so nothing is bought.
followed-none-due = Not due yet: the first one is sold { $when }.
followed-hold = { $horizon }: ⚪ HOLD, so nothing is bought
followed-open = { $horizon }: due { $when }
followed-waits = { $horizon }: due; waiting for a quote
followed-not = { $horizon }: not followed with an option
followed-by-model = { $price } (model)
followed-bought = { $call }: { $contract }, bought at { $price }
followed-sold = { $horizon }: sold at { $price }: { $profit } ({ $gain })
followed-parts = Price { $price }, time { $time }, volatility { $volatility }, spread { $spread }, fees { $fees }, rest { $rest }
followed-model = (model): computed, because the market had no fresh quote then.
why-no-such = There is no such prediction. Numbers run from 1 to { $last }; send one such as { $example }.
whynot-title = Why no call
whynot-held = The newest call without a side:
whynot-none = There has been no decision without a side so far.
whynot-skipped = No prediction was made { $when }.
whynot-reason = Reason: { $reason }.

## Health

health-title = Health
health-disk-low = ⚠️ Less than 1 GB is free on the disk of the record. Make room: a full disk stops the record.
health-sources = Sources
health-no-sources = { $feed }: in use. It keeps no account of questions and answers.
health-more-sources = { $count ->
    [one] { $count } more source
   *[other] { $count } more sources
}
health-unasked = not asked yet
health-in-use = in use
health-standing-by = standing by
health-failing = failing since { $when }. { $why }
health-answered = answered { $age } ago
health-newest = newest data { $age } old
health-delay = delay { $seconds } s
health-requests = { $count ->
    [one] { $count } request
   *[other] { $count } requests
} ({ $retries } repeated)
health-bars = Newest bars
health-bar-none = none yet
health-refused = Kept out, ever
health-refused-none = Nothing.
health-refused-more = { $count } × for other reasons
health-silent = Silent signals
health-silent-one = { $signal }: { $reason }
health-silent-none = All signals spoke at the latest prediction.
health-machine = Machine
health-memory = Memory: { $size }
health-ledger = Record on disk: { $size }
health-free = Free disk space: { $size }
refused-duplicate = had come before
refused-out-of-order = out of order
refused-outside-session = outside the session
refused-time-zone = in a wrong time zone
refused-future = from the future
refused-price = no sound price
refused-enclosure = high and low that do not enclose the price
refused-volume = no sound volume
refused-start = no full minute
refused-jump = an unconfirmed jump
refused-repeated = the same again and again
refused-split = a jump like that of a split
refused-wrong-symbol = about another symbol
refused-missing-field = a field was missing
refused-headline = no sound headline
refused-quote = an impossible option quote

## Chart

chart-title = Chart
chart-none = There is no price to draw yet. Try again after the next cycle.
chart-span = { $span } until { $when }
chart-prices = { $first } to { $last } ({ $change })
chart-calls = { $count ->
    [one] { $count } call
   *[other] { $count } calls
}: { $buy } BUY, { $sell } SELL, { $hold } HOLD
chart-fates = BUY and SELL after 24 hours: { $right } right, { $wrong } wrong, { $open } open
chart-band-until = HOLD band of the latest: { $band } until { $when }
chart-foot = Counts alone prove nothing: see Accuracy for interval and baseline.
chart-head = { $symbol } · { $days ->
    [one] { $days } day
   *[other] { $days } days
}
chart-time = New York time, nights left out
chart-simulated = SIMULATED
chart-band = HOLD { $band }
chart-buy = BUY
chart-sell = SELL
chart-right = right
chart-wrong = wrong
chart-open = open

## Report

report-title = Report
report-so-far = The day is not over.
report-future = This day has not come yet.
report-closed = The exchange was closed: { $reason }.
report-weekend = The exchange is closed on weekends.
report-outside = The calendar does not know this day.
report-early = Early close at 13:00: { $reason }.
report-prices = From { $first } to { $last }
report-calls = Calls
report-call = { $call } { $count }
report-no-calls = No prediction was made.
report-skipped = Skipped
report-skipped-none = No cycle was skipped.
report-skip = { $count } × { $reason }
report-missing = ⚠️ { $count ->
    [one] { $count } cycle
   *[other] { $count } cycles
} of { $all } left no trace.
report-settled = Settled this day
report-record = Whole record until then
report-figures = { $share } right ({ $interval })
report-void = no honest price: { $count }
report-silent = Silent all day: { $signals }
report-ask-title = Which day?
report-ask = Send a date such as { $example }.
report-ask-range = The record runs from { $first } to { $last }.

## The pinned message

heartbeat-title = Heartbeat
heartbeat-last = Last cycle: { $when }
heartbeat-last-none = Last cycle: none yet
heartbeat-next = Next cycle: { $when }
heartbeat-next-unknown = Next cycle: the calendar knows none
heartbeat-bar = Data until: { $when } ({ $age } old)
heartbeat-call = { $call } at { $price }
heartbeat-confidence = Confidence { $confidence }
heartbeat-no-call = No prediction yet.
heartbeat-today = Today: { $count ->
    [one] { $count } prediction
   *[other] { $count } predictions
}, { $skipped } skipped
heartbeat-written = Written { $when }
heartbeat-dead = If this is older than 20 minutes in market hours, the service is down.

## Messages that nobody asked for

notice-gap = ⚠️ { $symbol }: no bars from { $from } to { $to }
notice-gap-size = { $span } of trading are missing. Signals warm up again; outcomes without an honest price stay void.
notice-away = While Telegram was away: { $alerts ->
    [one] { $alerts } alert
   *[other] { $alerts } alerts
}, { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
}
notice-away-since = It could not be reached since { $when }. What waited follows.
notice-other-reader = ⚠️ Another program reads this bot’s messages
notice-other-reader-more = Telegram gives each message to only one of the two, so answers here can be missing. I step back and ask ever more rarely. Stop the other program, or give it a token of its own.
notice-drift-whole = 📉 Drift: my { $horizon } forecasts have become worse than no skill
notice-drift-signal = 📉 Drift: { $signal } at { $horizon } has become worse than no skill
notice-drift-more = Noticed on { $date }. I forget faster until { $until }, so that what no longer holds weighs less. /drift tells more.
notice-feed-down = ⚠️ { $source } gives no { $channel }
notice-feed-instead = { $why } Taken from { $source } instead.
notice-feed-nobody = { $why } Nobody else gives them; since { $when } the signals that need them fall silent one by one. /health tells more.
notice-feed-up = ✅ { $source } gives { $channel } again
notice-feed-since = It had failed since { $when }.

## The outside market

channel-bars = bars
channel-days = daily bars
channel-news = headlines
channel-chains = option chains
fault-unauthorized = Its key is missing or wrong.
fault-forbidden = Its key does not allow this.
fault-not-found = It does not know the symbol or the address.
fault-rate-limited = It was asked too often.
fault-server-error = It reports an error of its own.
fault-unreachable = It cannot be reached.
fault-timeout = It did not answer in time.
fault-changed-shape = Its answers have changed their shape.
fault-empty = Its answers are empty.
fault-stale = Its newest data is too old.
fault-unsound = What it sends is refused as unsound.

## The desk: contracts, modes, reasons

contract = { $symbol } { $expiry } { $strike } { $right }
right-call = call
right-put = put
contracts = { $count ->
    [one] { $count } contract
   *[other] { $count } contracts
}
mode-predictions = Predictions only
mode-paper = Paper
mode-live = Live
mode-mark-predictions = PREDICTIONS ONLY: nothing can be bought
mode-mark-paper = PAPER: no real money
mode-mark-live = ⚠️ LIVE: real money
mode-means-predictions = Calls are made and followed; nothing can be bought.
mode-means-paper = What you approve is filled on paper, at bid and ask and with fees. No real money.
mode-means-live = What you approve is bought with real money, after a second tap.
exit-stop = the bid fell to the stop
exit-target = the bid rose to the target
exit-time-stop = it was held for as many sessions as it may be
exit-near-expiry = it came too near to its expiry
exit-reversal = the other side became probable
exit-ex-dividend = its share goes ex dividend
exit-asked = someone asked for it
exit-expiry = it expired
halt-losses-in-row = too many losses in a row
halt-drawdown = the equity fell too far from its peak
pass-no-chain = no option chain was fresh enough
pass-no-contract = no contract passed the rules
pass-no-profit = every contract would lose on average
pass-too-small = the stake that the rules allow buys no contract
pass-paused = trading was paused
pass-halted = the rules had stopped trading
pass-trades-this-month = this month has its trades
pass-positions = as many positions or offers as there may be
pass-exposure = all positions together would cost too much
pass-day-loss = the loss of the day is at its limit
pass-cash = too little money was left
pass-closing = the exchange closes too soon to answer
pass-too-late = it came too late, after an outage
whom-you = you
whom-owner = the owner
whom-approver = an approver
refused-decide = You may look, not decide: only the owner and approvers approve, deny and close. Nothing was done.
refused-steer = Only the owner may change the mode, pause and resume. Nothing was done.

## Offers

offer-title = { $call } · { $contract }
offer-practice = Practice: the likelier side is offered from a probability of { $share } on, even where the call is HOLD. The rules for a real market are stricter.
offer-practice-negative = On average this purchase loses money: it is there to learn how buying works.
offer-left-none = Time is up
offer-left-seconds = { $count } s left, until { $until } New York
offer-left-minutes = { $count } min left, until { $until } New York
offer-stake = { $contracts } ({ $shares } shares) at { $limit } a share or less: at most { $loss } can be lost
offer-quote = Bid and ask { $bid } and { $ask }, { $age } old
offer-break-even = Break-even at expiry { $price } ({ $change }); expected move ±{ $move } until { $due }
offer-delta = Delta { $delta }, { $days } to expiry
offer-expected = Expected profit { $expected }; the same contract without skill { $unskilled }
offer-chance = Chance of a profit { $share }
offer-confidence = Confidence { $share } (80 %: { $interval }), from { $independent } { $count ->
    [one] independent outcome
   *[other] independent outcomes
}
offer-confidence-bare = Probability of this side { $share }, from { $independent } { $count ->
    [one] independent outcome
   *[other] independent outcomes
}
offer-details = Details
offer-record = Calls from { $from } on so far: { $right } of { $count } right (95 %: { $interval }), always { $always } { $baseline }
offer-record-none = Calls of this confidence so far: not enough data yet
offer-voice = { $signal } { $score } ({ $share })
offer-why = Why: { $voices }
offer-exits = Sold when the bid is { $stop } of the price paid or { $target } times it, after { $sessions ->
    [one] { $sessions } session
   *[other] { $sessions } sessions
}, or { $days ->
    [one] { $days } day
   *[other] { $days } days
} before expiry.
offer-ask = No answer buys nothing. The price is checked again when you tap.
offer-viewer = Only the owner and approvers decide on it.
offer-confirm = ⚠️ This buys with real money: up to { $loss } can be lost. Tap again to buy.
offer-confirming = Approve was tapped by { $who }; the second tap is awaited.
offer-approved = Approved by { $who } at { $when } New York
offer-denied = Denied by { $who } at { $when } New York: nothing was bought.
offer-expired = Nobody answered until { $when } New York: nothing was bought.
offer-unasked = The mode is predictions only: nothing can be bought. /mode changes that.
offer-unknown = Something happened at the desk that I cannot read back yet. /positions and /trades show what is held and what was sold.
order-intended = The order is on its way to the broker.
order-working = The broker has the order: { $wanted } at { $limit } or less, until { $until } New York.
order-partly = Bought so far: { $filled } of { $wanted } at { $price }; the rest waits until { $until } New York.
order-filled = Bought { $filled } at { $price }: { $value } and { $fees } fees
order-filled-partly = Bought { $filled } of { $wanted } at { $price }; the rest was not filled.
order-cancelled = The order was taken back: nothing was bought.
order-lapsed = Not filled: nobody sold at { $limit } or less in time. Nothing was bought.
order-rejected = The broker refused the order: { $reason }. Nothing was bought.
shadow-so-far = It would have made { $profit } so far ({ $when } New York).
shadow-ended = It would have made { $profit } in the end: { $reason }.
trade-closed = Sold at { $price }, { $when }: { $profit } ({ $gain }), because { $reason }.
button-approve = Approve
button-deny = Deny
button-confirm = Yes, buy with real money
tap-not-bound = This button does not belong to this message as I know it; nothing was done. If the offer is new, tap again in some seconds.

## Answers of the desk

reply-approved = Approved: the order is on its way. The message shows what becomes of it.
reply-denied = Denied: nothing is bought. It is followed, so that you see what that saved or cost.
reply-closing = It is sold at the next bid.
reply-mode = The mode is now: { $mode }.
reply-live = Live trading is on: what you approve is bought with real money.
reply-paused = Paused: nothing more is offered or bought. What is held is watched and sold by the rules. /resume ends it.
reply-resumed = Resumed: calls are offered again.
reply-confirm-now = ⚠️ This is about real money. Tap again to confirm.
reply-unknown = There is no such offer or position any more. /positions shows what is held.
reply-already = It is so already; nothing was changed.
reply-failed = It could not be written down, so nothing was done. Try again; /health tells whether the disk is full.
decided-approved = Already approved by { $who } at { $when } New York. Nothing is bought twice.
decided-denied = Already denied by { $who } at { $when } New York. Wait for the next offer.
decided-expired = Too late: it expired at { $when } New York. Wait for the next offer.
decided-confirming = Approve was tapped by { $who }; the second tap is awaited.
decided-unasked = Nothing can be bought in this mode. /mode changes it.
decided-open = It is still open. Tap again.
block-paused = Trading is paused. The owner resumes with /resume.
block-losses-in-row = { $count } losses in a row: nothing is opened until the owner sends /resume.
block-drawdown = The equity fell too far from its peak: nothing is opened until the owner sends /resume.
block-day-loss = Today’s loss of { $loss } is at its limit. Nothing is opened before tomorrow.
block-trades-this-month = This month has its { $count ->
    [one] { $count } trade
   *[other] { $count } trades
}. Nothing is opened before the next month.
block-positions = { $count ->
    [one] { $count } position is held
   *[other] { $count } positions are held
}, as many as there may be. /close frees a place.
block-exposure = All positions together would cost too much. /close frees money; /risk shows the limit.
block-same-contract = That contract is held already. /positions shows it.
block-cash = Only { $left } is left, which is too little. /close frees money.
block-moved = The price moved: { $ask } is asked now, up to { $limit } may be paid. Tap again if it comes back.
block-no-quote = Nobody quotes the contract now. Tap again in some minutes.
block-stale-quote = The newest quote is too old to buy on. /health tells how the source is doing.
block-closed = The exchange is closed. Wait for an offer in the next session.
block-other-mode = The mode is now { $mode }, not that of this offer. /mode changes it.
block-live-not-configured = Live trading is not set up: name a broker in the configuration and start the program again.
block-not-ready = The checklist for live trading has open points. /ready shows them.
block-too-small = The stake that the rules allow does not buy one contract. /risk shows the limits.

## Positions and trades

positions-title = Positions
positions-none = Nothing is held.
position-bought = { $contracts } bought at { $price }, { $when }; { $fees } fees
position-now = { $contracts } at a bid of { $bid }: { $profit } ({ $gain }), { $when } New York
position-closing = Being sold, because { $reason }.
position-exits = Stop at { $stop }, target { $target }
position-days = { $days } to expiry
position-sold-by = Sold on { $date } at the latest
position-sold-by-expiry = Sold at expiry at the latest
position-close-ask = Sell at the next bid, now { $bid }? It cannot be taken back.
button-close = Close { $strike } { $right }
button-close-for-sure = Yes, sell { $strike } { $right }
button-keep = Keep it
button-positions = Positions
button-trades = Trades
button-risk = Risk
button-ready = Ready?
button-scoreboard = Scoreboard
button-options = Options
button-mode = Mode
button-pause = Pause
button-resume = Resume
button-equity = Equity
button-profits = Profits
button-export = CSV
button-newer = ‹ Newer
button-older = Older ›
button-confirm-live = Yes, trade with real money
trades-title = Trades
trades-none = No trade is over yet.
trades-last = { $count ->
    [one] { $count } trade, the newest first
   *[other] { $count } trades, the newest first
}
trades-one = { $call } { $contract }
trades-one-result = { $profit } ({ $gain }): { $contracts } bought at { $bought }, sold at { $sold } on { $when }, because { $reason }
figures-title = All together
figures-profit = Profit and loss { $profit }, fees of { $fees } counted
figures-win-rate = With a profit
figures-profit-factor = Profits by losses
figures-winner = Mean winner
figures-loser = Mean loser
figures-expectancy = Mean gain
figures-dollars = Mean profit
figures-high-conviction = Calls from 85 % on right
figures-line = { $name }: { $value } of { $count } (95 %: { $low } to { $high }), aim { $target }: { $standing }
figures-none = { $name }: none yet, aim { $target }
figures-few = { $name }: { $count } so far, not enough data yet; aim { $target }
figures-below = below it
figures-reached = reached, not proven
figures-proven = proven
figures-no-skill = The same contracts were expected to make { $amount } a trade without skill.
figures-drawdown = Deepest fall { $amount } ({ $share } of the peak); now { $now } below it
equity-title = Equity
equity-none = Nothing has been bought yet, so there is nothing to draw.
equity-caption = { $equity } at { $when }; { $change } on { $capital } to begin with
equity-head = { $symbol } · equity
equity-span = { $from } to { $to }
equity-line = money and positions at the bid
equity-begin = { $capital } to begin with
profits-title = Profits
profits-none = No trade is over yet, so there is nothing to draw.
profits-caption = { $count ->
    [one] { $count } trade
   *[other] { $count } trades
}, { $gained } of them with a profit; the last ended { $when }
profits-head = { $symbol } · profits of trades
profits-about = { $count ->
    [one] { $count } trade
   *[other] { $count } trades
}, fees counted
profits-across = gain in parts of what was paid
export-none = There is nothing to export yet.
export-file = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}, amounts in dollars, instants in UTC

## Options

options-title = Options
options-none = No option chain has arrived yet. /health tells how the sources are doing.
options-quoted = Price { $price }; quotes of { $when }, { $age } old
options-expiry = { $date }: { $days } left
options-strike = strike
options-bid = bid
options-ask = ask
options-iv = vol
options-delta = delta
options-volume = traded
options-open = open
options-traded = Contracts traded today and open: calls, then puts
options-legend = Letters: what the rules refuse by the quote alone
options-legend-days = { $letter } – time to expiry outside { $low } to { $high } days
options-legend-delta = { $letter } – delta outside { $low } to { $high }
options-legend-open = { $letter } – fewer than { $least } contracts open
options-legend-volume = { $letter } – fewer than { $least } traded today
options-legend-bid = { $letter } – bid below { $least }
options-legend-spread = { $letter } – spread above { $most } or { $share } of the middle
options-foot = Vol (in %) and delta are the source’s own. Without a letter a contract can still be refused: for its break-even, or because it would lose on average.

## Risk

risk-title = Risk
risk-running = Trading is neither paused nor stopped.
risk-paused = ⚠️ Paused by { $who }, { $when }: nothing more is offered or bought.
risk-halted = ⚠️ Stopped by the rules, { $when }: { $reason }. Nothing is opened until the owner resumes.
risk-limits = The rules, and where they stand
risk-equity = Equity { $equity }, of it { $cash } in money
risk-trade-max = The next trade may cost { $limit } at most
risk-trades = Trades this month: { $count } of { $limit }
risk-positions = Positions: { $count } of { $limit }
risk-exposure = Bound in positions: { $exposure } of { $limit }
risk-day-loss = Lost today: { $loss } of { $limit }
risk-losses-in-row = Losses in a row: { $count } of { $limit }
risk-drawdown = Below the peak: { $drawdown } of { $limit }
risk-threshold = Calls are offered from a confidence of { $share } on
risk-passed = Calls that became no offer
risk-passed-none = None so far.
risk-passed-one = { $when } { $call } { $share }: { $reasons }
risk-passed-count = { $count ->
    [one] { $count } call
   *[other] { $count } calls
} in all

## Ready

ready-title = Ready for live?
ready-about = What is asked of the trades on paper before real money is.
ready-trades = { $met ->
    [yes] Met
   *[no] Open
}: { $is } closed trades; { $required } are needed.
ready-expectancy = { $met ->
    [yes] Met
   *[no] Open
}: lower end of the mean gain of a trade: { $is }; it must lie above { $required }.
ready-profit-factor = { $met ->
    [yes] Met
   *[no] Open
}: profits by losses: { $is }; { $required } is needed.
ready-drawdown = { $met ->
    [yes] Met
   *[no] Open
}: deepest fall of the equity: { $is }; at most { $required } is allowed.
ready-calibration = { $met ->
    [yes] Met: enough claims of high confidence are settled, and they were not overstated.
   *[no] Open: too few claims of high confidence are settled, or they were overstated. /thresholds tells more.
}
ready-weeks = { $met ->
    [yes] Met
   *[no] Open
}: weeks on paper: { $is }; { $required } are needed.
ready-configured = { $met ->
    [yes] Met: live orders would go to { $broker }.
   *[no] Open: no broker for live orders is named in the configuration.
}
ready-all = All points are met. /mode has the way into live trading.
ready-live = All points are met, and live trading is on.
ready-open = { $count ->
    [one] { $count } point is open: live trading cannot be confirmed yet.
   *[other] { $count } points are open: live trading cannot be confirmed yet.
}

## Scoreboard

scoreboard-title = Scoreboard
scoreboard-none = No offer has been decided yet.
scoreboard-approved = Approved: what was made
scoreboard-denied = Denied: what would have been made
scoreboard-expired = Not answered: what would have been made
scoreboard-unasked = Not asked, in predictions only: what would have been made
scoreboard-empty = none
scoreboard-ended = { $count } ended, { $won } of them with a profit: { $profit }
scoreboard-open = { $count } still followed: { $profit } so far
scoreboard-saved = Denying and not answering saved { $amount } so far.
scoreboard-cost = Denying and not answering cost { $amount } so far.
scoreboard-about = What nobody took is followed as if bought at the ask that was offered and sold by the same rules at the bid, fees counted. A few offers prove nothing about taps.

option-record-title = An option on every call
option-record-none = No call with a side has come due yet.
option-record-few = { $count ->
    [one] { $count } option
   *[other] { $count } options
}, { $independent } independent: not enough data yet
option-record-count = { $count } options, { $independent } independent
option-record-won = { $share } of them made money (95 %: { $interval })
option-record-gain = On average { $gain } of the price paid (95 %: { $low } to { $high })
option-record-calls = Calls, bought on BUY: { $gain } on average, { $count } of them
option-record-puts = Puts, bought on SELL: { $gain } on average, { $count } of them
option-record-model = { $count } sold at the price of a model, for want of a fresh quote
option-record-about = For each call one contract is bought at the ask and sold at the bid when the call is due, fees counted, whether anybody was asked or not. Calls less than a horizon apart overlap and count in part.

## Modes

mode-title = Mode
mode-on = { $mode } – on
mode-live-broker = Orders go to { $broker }.
mode-live-not-configured = Not set up: name a broker for live orders in the configuration and start the program again.
mode-practice = Practice: on this simulated market calls are offered that the rules for a real one would keep back.
mode-live-ask = ⚠️ From then on, what you approve is bought with real money. Tap again to confirm.

## Messages of the desk

notice-bought = Bought
notice-sold = Sold: { $profit } ({ $gain })
notice-sold-reason = Because { $reason }.
notice-sold-prices = { $contracts } bought at { $bought }, sold at { $sold } after { $held }
notice-unfilled = ⚠️ An order was not filled as meant
notice-unsold = ⚠️ A sale was not filled as meant
notice-unsold-more = What is left is still held; it is offered for sale again. /positions shows it.
notice-halted = ⚠️ Trading is stopped: { $reason }
notice-halted-more = Since { $when } nothing more is opened. What is held is watched and sold by the rules. The owner resumes with /resume.
notice-mismatch = ⚠️ The broker’s positions are not those of the book
notice-mismatch-one = { $contract }: { $book } in the book, { $broker } at the broker
notice-mismatch-more = Look at your account with the broker. I open nothing on what I do not know; /pause stops everything until it is clear.
attribution-title = Where it came from
attribution-price = Price
attribution-time = Time
attribution-volatility = Volatility
attribution-spread = Spread
attribution-fees = Fees
attribution-rest = Unexplained
attribution-part = { $name } { $amount }
attribution-none = Where it came from could not be worked out.

## Answers to what is no command

unknown-command = I do not know that command. /help lists what I understand.
plain-text = I understand commands and buttons. /help lists them.
no-text = I can read text and buttons only. /help lists what I understand.
edited = You edited a message; that changes nothing here. Send it again as a new one.
toast-expired = This button has expired. Send /start for fresh ones.
toast-nothing-new = Nothing new.
talk-lost = I lost the thread of what I had asked. Please begin again.
apology = Something went wrong on my side, and it is in the log. Please try again.
setup-id = Your id:
setup-line = To be admitted, set { $setting } to this number and start the program again.

## The exchange's hours

notice-opens = 🔔 The exchange is open: { $date }
notice-closes = 🔔 The exchange has closed: { $date }
notice-shut = 🔕 No trading today, { $date }

## Accuracy over time

button-over-time = Over time
over-time-head = { $symbol } · { $horizon }: came true
over-time-span = Whole record, from { $from } to { $to }
over-time-right = came true
over-time-band = 95 % interval
over-time-baseline = most frequent answer
over-time-independent = { $independent } indep.
over-time-not-yet = There is not enough data yet: outcomes of two days are needed for a picture.
over-time-newest = By { $date }: { $share } right (95 %: { $interval }), always the most frequent answer { $baseline }, { $independent } independent
over-time-means = Each point counts everything since the beginning. The band holds on all days at once; skill would lift it above the dashed line.
## Ways through the chat, and settings

group-now = Now
group-record = Record
group-trading = Trading
group-learning = Learning
group-reports = Reports
button-now = Now
button-record = Record
button-trading = Trading
button-learning = Learning
button-reports = Reports
button-settings = Settings
command-settings = messages, quiet hours, pictures, symbols, rules, and what was changed
command-language = the language I speak with you
settings-title = Settings
settings-one = { $name }: { $value }
settings-chosen = ✓ { $choice }
settings-saved = Saved.
settings-default = as usual
settings-none = none
settings-hours = { $from }–{ $to }
settings-levels-now = Messages: { $loud } with a sound, { $silent } silent, { $off } off
settings-rules-now = { $count ->
    [0] Rules: all as the configuration has them
    [one] Rules: { $count } set here, the others as the configuration has them
   *[other] Rules: { $count } set here, the others as the configuration has them
}
settings-quiet = Quiet hours
settings-zone = Time zone
settings-report-at = Report
settings-pictures = Pictures
settings-shown = Shown
settings-watched = Watched
button-notifications = Notifications
button-quiet = Quiet hours
button-report-time = Report time
button-pictures = Pictures
button-symbols = Symbols
button-language = Language
button-rules = Rules
button-history = History
settings-levels-title = Notifications
settings-levels-tap = A tap changes it: on, silent, off.
level-on = on
level-silent = silent
level-off = off
topic-offers = Offers
topic-offers-means = signals that can be approved
topic-trades = Trades
topic-trades-means = purchases, sales, orders that did not fill
topic-stops = Stops
topic-stops-means = trading was stopped, the books differ
topic-reports = Reports
topic-reports-means = the report of a day, a week, a month
topic-learning = Learning
topic-learning-means = what changes for the worse
topic-sources = Sources
topic-sources-means = sources that fail or answer again
topic-hours = Hours
topic-hours-means = the exchange opens, closes or stays shut
topic-service = Service
topic-service-means = the service itself
settings-quiet-title = Quiet hours
settings-quiet-off = No quiet hours.
settings-quiet-on = Quiet from { $hours }, { $zone }
settings-quiet-means = In quiet hours only offers and stops are sent at once. All else waits and comes together afterwards.
button-no-quiet = No quiet hours
button-zone = Time zone
settings-zone-title = Time zone
settings-zone-now = { $zone }, where it is { $time } now
button-other-zone = Another time zone
settings-ask-zone = Which time zone? Send a name such as Europe/Warsaw or Asia/Tokyo.
settings-wrong-zone = I know no time zone of that name. Send one such as Europe/Warsaw, or press Cancel.
settings-report-title = Report time
settings-report-now = The report of a trading day comes at { $when }.
settings-report-evening = { $time } New York
settings-report-morning = { $time } New York the next morning
settings-report-means = It tells of the same day whenever it comes.
button-next-morning = { $time } next morning
settings-pictures-title = Pictures
settings-pictures-means = How shall pictures be coloured?
theme-dark = dark
theme-light = light
settings-language-title = Language
settings-language-means = Which language shall I speak with you?
settings-symbols-title = Symbols
settings-symbols-main = Traded: { $symbol }
settings-symbols-alone = No other symbol is watched.
settings-symbols-watched = Watched beside it, each with its own record: { $symbols }
settings-symbols-shown = Shown in this chat: { $symbol }
button-show-symbol = Show { $symbol }
button-watch = + { $symbol }
button-unwatch = − { $symbol }
button-other-symbol = Another symbol
settings-ask-symbol = Which symbol shall be watched? Send its ticker, such as LMT.
settings-wrong-symbol = That is no ticker symbol. Send 1 to 8 letters or digits such as LMT, or press Cancel.
settings-watched-full = No more symbols can be watched. Take one away first.
settings-watched-already = That symbol is there already.
settings-rules-title = Rules
settings-rules-means = What is set here holds at once, for new offers and for what is held.
settings-rule-set = { $name }: { $value } (configuration: { $configured })
settings-rule-range = It can be from { $low } to { $high }.
rule-threshold = Confidence needed
rule-trade-max = One trade at most
rule-trade-share-max = One trade, share of the equity
rule-exposure-max = All positions, share of the equity
rule-positions-max = Positions at once
rule-trades-a-month-max = Trades a month
rule-day-loss-max = Loss of a day
rule-losses-in-row-max = Losses in a row
rule-drawdown-max = Fall from the peak
rule-offer-minutes = Time to approve
rule-stop = Stop, share of the price paid
rule-target = Target, share of the price paid
rule-sessions-max = Sessions until it is sold
button-step-down = ▼ { $value }
button-step-up = ▲ { $value }
button-other-value = Another value
button-as-configured = As the configuration has it
settings-ask-rule = { $rule }: send a value from { $low } to { $high }.
settings-wrong-range = That does not fit. Send a value from { $low } to { $high }, or press Cancel.
settings-sure = ⚠️ Trading is live, and this lets more be lost. { $rule }: from { $before } to { $after }. Tap again to confirm.
button-change-for-sure = Yes, change it
settings-history-title = History
settings-history-none = Nothing has been changed yet.
settings-history-one = { $when }, { $whom }: { $name } = { $value }
settings-history-undo = { $when }, { $whom }, undone: { $name } = { $value } again
settings-history-means = Undo takes the newest change back, and each further one the change before it.
settings-changed-meanwhile = Something was changed meanwhile. Look at the history again.
button-undo = ↶ Undo

## Several symbols

watched-title = Also predicted
watched-call = { $symbol }: { $call } at { $price }, { $when }
watched-no-call = { $symbol }: no prediction yet
settings-watched-impossible = That symbol cannot be predicted on this market.
watched-left = { $symbol } is no longer predicted: this is its record.
button-symbol-here = • { $symbol }
## Groups and the PIN

group-type-report = In a group I cannot wait for a text. Type /report with the day, like /report 2026-01-02.
group-type-elsewhere = In a group I cannot wait for a text. Set this in your private chat with me.
pin-ask = Enter your PIN
pin-wrong = That is not the PIN, and nothing was done. Entries left: { $left }. Begin again with the button or command.
pin-locked = Too many wrong entries. No PIN is taken until { $when }; nothing was done.
pin-expired = This keypad has expired, and nothing was done. Begin again with the button or command.
pin-cancelled = Nothing was done.
pin-anothers = This keypad is another person's.
notice-pin-locked = ⚠️ The PIN was entered wrongly { $count } times
notice-pin-locked-more = It was person { $who }. No PIN of theirs is taken until { $when }. Was that you? If not, remove this id from the configuration and start the program again.

## Bells

notice-shut-because = 🔕 No trading today, { $date }: { $reason }
bell-until = Trading ends at { $time } New York.
bell-early = A short day: trading ends at { $time } New York ({ $reason }).
bell-move = { $symbol } closed at { $price }, { $change } since the close before.
bell-price = { $symbol } closed at { $price }.
bell-no-price = I have no price of { $symbol } for this day.
bell-calls = { $made ->
    [one] { $made } prediction
   *[other] { $made } predictions
} today: { $up } up, { $hold } hold, { $down } down.
bell-no-calls = No predictions were made today.
bell-next = The next session opens on { $date } at { $time } New York.
bell-next-unknown = My calendar does not know the next session.

## What was held back or gathered

notice-digest = 🌙 While it was quiet: { $alerts ->
    [one] { $alerts } alert
   *[other] { $alerts } alerts
}, { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
}
notice-digest-away = 📬 What waited for Telegram: { $alerts ->
    [one] { $alerts } alert
   *[other] { $alerts } alerts
}
digest-times = Times are those of New York.
digest-line = { $when } · { $title }
digest-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
digest-reports = { $reports ->
    [one] The report follows.
   *[other] The reports follow.
}
notice-flaps = ⚠️ { $source } stopped giving { $channel } { $times ->
    [one] once
   *[other] { $times } times
} since { $when }
notice-flaps-still = { $why } It still fails. /health tells more.
notice-flaps-again = It answers again for now. /health tells more.
notice-drifts = 📉 Drift: { $count ->
    [one] { $count } part
   *[other] { $count } parts
} of my forecasts became worse than no skill
drifts-line = { $horizon }: { $names }
drifts-whole = the whole forecast

## Reports of days, weeks and months

report-verdict-none = No 24-hour call settled today.
report-verdict = 24-hour calls settled that day: { $share } right. Always saying the same: { $baseline }.{ $judged ->
    [few] { " " }One day proves nothing.
   *[enough] { "" }
}
report-late = ⏰ This report is { $span } late: at 17:00 the service was not running, or could not read the market.
report-settled-before = Settled on { $date }
report-counted = { $count ->
    [one] { $count } outcome
   *[other] { $count } outcomes
} = { $independent } independent; always { $call }: { $baseline }
report-options-title = Options on the calls
report-options = { $horizon }: { $count ->
    [one] { $count } option
   *[other] { $count } options
}, { $won } made money, mean { $mean }
report-options-none = No option on a call came to its end.
report-desk = Desk: offered { $offered }, approved { $approved }, denied { $denied }, held now { $open }
report-desk-trades = { $count ->
    [0] No trade ended.
    [one] { $count } trade ended, made money: { $won }, together { $profit }
   *[other] { $count } trades ended, made money: { $won }, together { $profit }
}
report-spoke = { $count ->
    [one] { $count } signal of { $all } spoke.
   *[other] { $count } signals of { $all } spoke.
}
report-changes = { $count ->
    [0] Nothing that I learned changed me much.
    [one] I learned: { $count } change that is worth a word
   *[other] I learned: { $count } changes that are worth a word
}
report-proof = ✅ live = replay: { $all } of { $all } decisions and outcomes came out the same
report-proof-differs = ⚠️ live ≠ replay: { $count } of { $all } decisions and outcomes came out otherwise
report-proof-none = live = replay: not compared
report-advice = 💡 { $advice }
report-advice-none = No rule asks for anything.
report-advice-foot = Each piece of advice follows from figures by a stated rule; none is a forecast.
report-advice-verify = Live and replay differ in { $count ->
    [one] { $count } case
   *[other] { $count } cases
}: stop the service and run algoslayer verify.
report-advice-leave-live = Go back to paper: no evidence of skill yet.
report-advice-paper = Stay on paper: no evidence of skill yet.
report-advice-skipped = { $count ->
    [one] { $count } cycle
   *[other] { $count } cycles
} brought no prediction: /health shows how the sources answer.
report-advice-silent = { $signal } has been silent for { $count ->
    [one] { $count } day
   *[other] { $count } days
}: check its feed in /health.
report-advice-no-claims = No call reached { $threshold } this month. Such calls are rare; do not lower the threshold for that.
report-state-learning = State: 🟡 learning
report-state-good = State: 🟢 good
report-state-excellent = State: ⭐ excellent
report-part-accuracy = Accuracy
report-part-options = Options
report-part-signals = Signals
report-part-learned = Learned
report-part-advice = Advice
report-part-rules = State rules
report-signal-spoke = { $count ->
    [one] spoke once
   *[other] spoke { $count } times
}
report-signal-silent = silent, { $reason }
report-side = Side right { $share } ({ $interval }) of { $independent } independent at 24 hours
report-side-none = No side was tested at 24 hours.
report-rule-learning = 🟡 Learning: less than { $evidence } independent outcomes at 24 hours, or no evidence of skill, or confidences that are proven wrong.
report-rule-good = 🟢 Good: the gain over no skill lies above 0 with its whole interval, and the calibration error is not proven to be above { $limit }.
report-rule-excellent = ⭐ Excellent: the checklist of /ready is met as well, and calls at { $threshold } are backed by what became of earlier ones.
report-ground-independent = { $independent } independent outcomes
report-ground-skilled = Gain over no skill above 0
report-ground-calibration = Calibration error at least { $share }
report-ground-ready = Checklist of /ready met
report-ground-backed = High confidence backed
report-week-title = Week
report-month-title = Month
report-span = { $from } to { $to }
report-settled-span = Settled within
report-span-skipped = Cycles without a prediction: { $count }
report-span-claims = Calls of high confidence: { $count }
report-state-begin = At the begin: { $verdict }
report-state-end = At the end: { $verdict }
report-equity = Equity from { $from } to { $to }
report-best = Right most often: { $signal }
report-worst = Right least often: { $signal }
report-weight = { $signal }: weight { $from }, now { $to }
report-next-shut = { $date }: shut, { $reason }
report-next-early = { $date }: early close at 13:00, { $reason }
button-report-day = Day
button-report-week = Week
button-report-month = Month
button-report-back = ‹ Report
button-span-before = ‹ Before
button-span-after = After ›
report-picture = { $date } · accuracy over time
report-warn-differs = ⚠️ { $date }: the replay came out otherwise than live. Stop the service and run algoslayer verify.
report-bad-asked = I cannot read that. Send /report with a day such as { $day }, a week such as { $week } or a month such as { $month }.

## Training and models

button-train = Training
button-models = Models
button-train-now = 🎓 Training { $share }
button-train-start = ▶ Train
button-train-cancel-for-sure = Yes, stop it
button-train-go-on = Go on
button-card = Card
button-card-last = Last card
button-card-of = Card { $id }
button-promote = Promote
button-promote-of = Promote { $id }
button-promote-for-sure = Yes, let it serve
button-roll-back = Roll back
button-roll-back-for-sure = Yes, go back
command-train = train models, and how far a training is
command-models = all trained models with their records
command-rollback = go back to the model that served before
train-title = Training
train-run-title = Training { $number }
train-done-title = Training { $number } is done
train-about = Models learn from every decision whose outcome is known, and are tested on days they have not seen.
train-data = { $have } { $count ->
    [one] independent observation
   *[other] independent observations
} to learn from, { $need } are needed.
train-not-enough = Not enough data yet
train-too-little = { $have } { $count ->
    [one] independent observation
   *[other] independent observations
} so far, { $need } are needed. They come by themselves as outcomes become known.
train-chosen = ✓ { $name }
train-means = : { $sentence }
train-no-such = There is no such training.
train-waiting = Kept for later
train-waiting-means = It begins by itself when a computer that trains connects.
train-running = Under way
train-bar = { $bar } { $share }
train-units = Done: { $done } of { $all } parts
train-at-fold = Now: fold { $fold }, { $family }
train-at-final = Now: the final fit, { $family }
train-best = Best so far: { $family }, gain { $gain }
train-left = Time left: about { $span }
train-trainers = { $count ->
    [one] { $count } computer at work
   *[other] { $count } computers at work
}
train-fault = Last fault: { $fault }
train-families = Families: { $names }
train-depth = { $depth }, { $place }
train-asked = Asked for: { $when }
train-began = Began: { $when }
train-cancel-ask = Stop this training? What is done so far is thrown away.
train-started = Training { $number } is under way.
train-kept = Training { $number } is kept: it begins when a computer that trains connects.
train-busy = Training { $number } waits or is under way already.
train-cancelled = The training is stopped.
train-nothing = There is nothing like that any more.
train-promoted = It serves from the next decision on.
train-not-allowed = The rule does not allow it yet; its card says why.
train-rolled-back = From the next decision on: { $model }
train-too-few = Not enough data yet: { $have } independent observations, { $need } are needed.
train-failed = It could not be done; the log says why. Try again later.
train-refused = Only the owner trains, stops, promotes and goes back. Nothing was done.
trainer-connected = 🟢 { $name } is connected.
trainer-seen = ⚪ { $name } was last seen { $when } ({ $ago } ago).
trainer-never = No computer of yours has ever connected. To set one up, run on it:
depth-light = Light
depth-light-means = few folds, few trials, small models; minutes
depth-usual = Usual
depth-usual-means = tested by quarters, a handful of trials for each family
depth-thorough = Thorough
depth-thorough-means = tested by months, fifteen trials for each family; it takes longest
place-trainers = My computer
place-server = This server
place-server-means = This server trains beside its work, at the lowest priority: a light training.
place-trainers-means = Your computer trains; this server only hands out the parts.
place-trainers-later = None of your computers is connected: the training is kept and begins when one is.
family-logistic = Logistic regression
family-forest = Random forest
family-boosting = Boosted trees, second order
family-gradient = Boosted trees, first order
family-network = Neural network
family-sequence = Recurrent network
family-ensemble = All families together
family-short-logistic = Logistic
family-short-forest = Forest
family-short-boosting = Boosting
family-short-gradient = Gradient
family-short-network = Network
family-short-sequence = Recurrent
family-short-ensemble = Together
ranged = { $value } (95 %: { $low } to { $high })
card-title = Card of training { $number }
card-not-yet = It has no card yet.
card-cancelled = It was stopped.
card-failed = It could not be finished. What served goes on serving; /train starts another.
card-verdict-none = No family could be fitted, so there is nothing to promote.
card-verdict-too-few = Too little could be tested to say anything.
card-verdict-worse = The best family did worse than no skill, beyond chance.
card-verdict-no-evidence = No evidence that any family knows more than no skill: its gain may be chance.
card-verdict-luck = The best family looks better than no skill, but among so many tries that is as likely luck.
card-verdict-not-online = The best family knew more than no skill, but not more than what learns online already.
card-verdict-better = The best family knew more than no skill, beyond chance, on days it had not seen.
card-rule = Better means: the whole interval of the gain lies above 0, at least { $need } independent observations were tested, overfitting is less likely than { $share }, and the log loss is lower than that of learning online.
card-data = Data: { $from } to { $until }, { $count } decisions, { $independent } independent
card-tested = Tested out of sample: { $count } decisions, { $independent } independent, { $folds } folds
card-simulated = 🧪 Learned from a SIMULATED market: it says nothing about real prices.
card-seed = Seed { $seed }, depth { $depth }, data { $data }
card-best = Best: { $family }
card-gain = Gain over no skill: { $gain }
card-online = Gain over learning online: { $gain }
card-side = Side right: { $share }
card-calibration = Calibration error { $error }, slope { $slope } (1 is right)
card-calibration-error = Calibration error { $error }
card-conviction = Calls from { $from } on: { $right } of { $count } right (95 %: { $interval })
card-conviction-none = Calls from { $from } on: none
card-options = Options on its calls: { $gain } of the premium, { $count ->
    [one] { $count } call
   *[other] { $count } calls
}
card-options-none = Options on its calls: not enough data yet
card-overfitting = Probability of overfitting: { $share }
card-overfitting-unknown = Probability of overfitting: cannot be said
card-table = Gain over no skill (log loss, 95 %):
card-serves = It serves now.
card-may-serve = Nothing speaks against promoting it.
card-may-not-serve = It may not serve yet; the card says why.
card-was = Its time is over: another was trained or promoted since.
card-against = What speaks against promoting it:
card-hurdle = – { $hurdle }
card-not-installed = – it was not taken in
card-head = Training { $number } · { $symbol }
card-chart-gain = Gain over no skill, with its 95 % interval
card-chart-online = learning online
card-chart-reliability = { $family }: stated against what came true
card-chart-importance = What it listens to
card-chart-rest = Market
hurdle-evidence = evidence { $have }, { $need } is needed
hurdle-gain = gain over what serves now { $have }, { $need } is needed
hurdle-calibration = calibration error { $have }, at most { $most } is allowed
hurdle-slope = slope of the calibration { $have }: too far from 1
hurdle-recent = worse by { $have } than what serves now over the last 60 days
hurdle-shadow = watched for { $have } of { $need } trading days after its training
hurdle-harm = worse than what serves now since its training, evidence { $have }
models-title = Models
models-online = The online experts serve alone.
models-none = No model has been trained yet. /train begins.
models-trained = Trained until { $date }, gain over no skill { $gain }
models-since = Serves since { $when }
models-record = { $days } of record: log loss { $loss }, no skill { $base }; side right { $share } of { $moves } independent moves
models-record-still = { $days } of record: log loss { $loss }, no skill { $base }
models-no-record = No outcome after its training yet.
models-faults = { $count ->
    [one] Once it gave no number.
   *[other] { $count } times it gave no number.
}
models-may-serve = Nothing speaks against promoting it.
models-against = Against promoting: { $hurdles }
standing-champion = ⭐ Serves: { $model }
standing-challenger = 👁 Watched: { $model }
standing-former = Served before: { $model }
standing-superseded = Replaced before it served: { $model }
model-named = { $family } { $id }
model-online = the online experts alone
promote-ask = Now serves: { $now }. From the next decision on: { $next }. Shall it?
promote-not = The rule does not allow it; its card says why.
rollback-title = Roll back
rollback-ask = Now serves: { $now }. Going back, from the next decision on: { $next }. Shall it?
rollback-nothing = Only the online experts serve: there is nothing to go back from.
notice-training-failed = ⚠️ Training { $number } could not be finished
notice-training-failed-more = Why: { $why } What served goes on serving; /train starts another.
notice-model-refused = ⚠️ A model of training { $number } was not taken in
notice-model-refused-more = Why: { $why } What served goes on serving; /train tries again.
notice-model-swapped = 🔁 { $symbol }: from now on { $model }
swap-promoted = The owner promoted it, and the rule allowed it.
swap-asked-back = The owner asked to go back.
swap-beaten = What served before did better since, so it was taken back by itself.
swap-drifted = Its losses spoke of a change for the worse, so it was taken back by itself.
swap-faulty = It gave no number too often, so it was taken back by itself.
