# Every sentence of the chat in English. Number first, then its unit; one idea a line; an error says what to do next.
# Markup is added by the program: whatever stands here is shown as it is written.

## Numbers, days and spans

interval = { $low } to { $high } %
when = { $day } { $time } New York
date = { $day } { $year }
day-and-month = { $weekday } { $day } { $month }
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
not-enough-data = not enough data yet
warn-no-bar-since = ⚠️ No bar since { $when }: the feed may be down.
warn-no-bar-ever = ⚠️ No bar has arrived yet.
warn-no-cycle-since = ⚠️ No cycle since { $when }: the service may have stood still.
button-home = ‹ Back
button-refresh = ↻ Refresh
button-status = Status
button-accuracy = Accuracy
button-report = Report
button-signals = Signals
button-help = Help
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
command-accuracy = how often the calls came true
command-report = one trading day in figures
command-signals = what each of the eight signals says
help-terms = Terms
help-band = HOLD band: the move that is too small to count as up or down. It is fixed when the prediction is made.
help-confidence = Confidence: for BUY and SELL, the chance of the called side if the price leaves the band; 50 % is a coin flip. For HOLD, the chance that it stays inside.
help-uncalibrated = Uncalibrated: nothing has yet compared stated confidences with what came true and corrected them. Do not lean on the figure.
help-baseline = Baseline: what always giving the most frequent answer scores. Only what lies above it is skill.
help-interval = 95 % interval: where the true figure may well lie, given how few observations there are.
help-independent = Independent: predictions 15 minutes apart share most of their outcome, so many of them count as one.
help-scores = Brier score and log loss judge the stated probabilities; lower is better.

## Status

status-title = Status
status-said = said { $when }
status-confidence = Confidence { $confidence }
status-means-side = The chance of the called side, if the price leaves the HOLD band ({ $band }) in 24 hours. 50 % is a coin flip.
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

## Signals

signals-title = Signals
signals-none = No prediction yet, so no signal has been heard.
signals-none-next = The next cycle is { $when }.
signals-up = { $bar } { $score } up
signals-down = { $bar } { $score } down
signals-flat = { $bar } { $score } neither
signals-abstains = Silent: { $reason }.
signals-together = Together
signals-fused = { $score }, { $count ->
    [one] { $count } signal
   *[other] { $count } signals
} of { $all }
signals-alone = No signal spoke.

## Chart

chart-title = Chart
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
report-voices = Signals that spoke
report-voice = { $count } × { $signal }
report-no-voices = None spoke.
report-silent = Silent all day: { $signals }
report-ask-title = Which day?
report-ask = Send a date such as { $example }.
report-ask-range = The record runs from { $first } to { $last }.
report-bad-date = That is no date I can read. Send one such as { $example }, or press Cancel.

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
