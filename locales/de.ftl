# Every sentence of the chat in German. Number first, then its unit; one idea a line; an error says what to do next.
# Markup is added by the program: whatever stands here is shown as it is written.

## Numbers, days and spans

interval = { $low } bis { $high } %
when = { $day } { $time } Uhr New York
when-in-table = { $day } { $time }
date = { $day } { $year }
day-and-month = { $weekday } { $day }. { $month }
bare-day = { $day }. { $month }
unit-moment = unter 1 min
unit-minutes = { $count } min
unit-hours = { $minutes ->
    [0] { $hours } h
   *[other] { $hours } h { $minutes } min
}
unit-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
weekday-monday = Mo
weekday-tuesday = Di
weekday-wednesday = Mi
weekday-thursday = Do
weekday-friday = Fr
weekday-saturday = Sa
weekday-sunday = So
month-1 = Jan
month-2 = Feb
month-3 = Mär
month-4 = Apr
month-5 = Mai
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Okt
month-11 = Nov
month-12 = Dez

## Names

call-buy = 🟢 KAUF
call-hold = ⚪ HALTEN
call-sell = 🔴 VERKAUF
horizon-1h = 1 Stunde
horizon-4h = 4 Stunden
horizon-24h = 24 Stunden
signal-news-sentiment = Nachrichtenstimmung
signal-technical-analysis = Technische Analyse
signal-options-flow = Optionsfluss
signal-volatility-analysis = Volatilität
signal-momentum = Momentum
signal-sector-correlation = Sektorkorrelation
signal-mean-reversion = Rückkehr zum Mittel
signal-market-regime = Marktphase
table-news-sentiment = News
table-technical-analysis = Technik
table-options-flow = Optionen
table-volatility-analysis = Vola
table-momentum = Momentum
table-sector-correlation = Sektor
table-mean-reversion = Rückkehr
table-market-regime = Marktphase
table-1h = 1 h
table-4h = 4 h
table-24h = 24 h
abstains-warming-up = hat noch zu wenig Verlauf gesehen
abstains-stale = die neuesten Daten dafür sind zu alt
abstains-no-feed = keine Quelle dafür ist angebunden
abstains-no-evidence = sieht für keine Seite Belege
abstains-bad-input = die Daten dafür ergaben keine brauchbare Zahl
abstains-not-built = diese Version kann es noch nicht berechnen
skip-no-bar = es war keine Kerze eingetroffen
skip-warming-up = bisher zu wenig Verlauf gesehen
skip-too-late = zu spät für eine ehrliche Prognose
skip-no-calendar = der Kalender endet hier
skip-no-movement = der Kurs hat sich nicht bewegt
skip-means-no-bar = Ohne frischen Kurs könnte niemand auf eine Ansage hin handeln. /health zeigt, wie es den Quellen geht.
skip-means-warming-up = Wie groß eine übliche Bewegung ist, ist noch nicht bekannt, und ohne das gibt es kein HALTEN-Band. Das braucht einige volle Handelstage.
skip-means-too-late = Der Zyklus wurde lange nach seiner Zeit bearbeitet; eine Ansage wüsste dann schon, was danach kam. Der nächste Zyklus ist nicht betroffen.
skip-means-no-calendar = Für ein Ergebnis lässt sich kein Termin nennen. Eine neuere Version des Programms kennt mehr Jahre.
skip-means-no-movement = Ohne jede Bewegung gibt es kein HALTEN-Band, das man verlassen könnte. Ansagen kommen wieder, sobald sich der Kurs bewegt.
closure-new-year = Neujahr
closure-martin-luther-king = Martin-Luther-King-Tag
closure-presidents = Presidents’ Day
closure-good-friday = Karfreitag
closure-memorial = Memorial Day
closure-juneteenth = Juneteenth
closure-independence = Unabhängigkeitstag
closure-labor = Labor Day
closure-thanksgiving = Thanksgiving
closure-christmas = Weihnachten
closure-september-11 = die Anschläge vom 11. September 2001
closure-mourning-reagan = Trauer um Präsident Reagan
closure-mourning-ford = Trauer um Präsident Ford
closure-hurricane-sandy = Hurrikan Sandy
closure-mourning-bush = Trauer um Präsident G. H. W. Bush
closure-mourning-carter = Trauer um Präsident Carter
early-close-independence-eve = der Tag vor dem Unabhängigkeitstag
early-close-after-independence = der Tag nach dem Unabhängigkeitstag
early-close-after-thanksgiving = der Tag nach Thanksgiving
early-close-christmas-eve = Heiligabend
early-close-after-christmas = der Tag nach Weihnachten

## On every screen

title = { $screen } · { $symbol }
simulated = 🧪 SIMULIERTER Markt: keine echten Kurse
confidence = { $percent } (unkalibriert: bisher { $independent } { $count ->
    [one] unabhängiges Ergebnis
   *[other] unabhängige Ergebnisse
})
confidence-learned = { $percent } (80 %: { $interval }), ohne Können { $base }
sure-evidence = Gelernt aus { $independent } { $count ->
    [one] unabhängigem Ergebnis
   *[other] unabhängigen Ergebnissen
}
sure-balance = Bei Bewegung: { $share } aufwärts
sure-high = Sehr wahrscheinlich: Nichts spricht dagegen.
barrier-no-side = Keine Seite wird angesagt.
barrier-uncalibrated = Sie stammt von einem Modell, das nicht gelernt hat: Seine Konfidenz wurde nie mit dem verglichen, was eintraf.
barrier-confidence = Konfidenz { $share }: { $needed } sind nötig.
barrier-lower-end = Unteres Ende des Intervalls { $share }: { $needed } sind nötig.
barrier-evidence = Gelernt aus { $independent } unabhängigen Ergebnissen: { $needed } sind nötig.
barrier-unproven = { $count ->
    [one] { $count } Ansage ab 80 % ist ausgewertet
   *[other] { $count } Ansagen ab 80 % sind ausgewertet
}, davon richtig: { $right }. Nötig sind { $needed }.
barrier-overstated = Solche Ansagen trafen zu selten ein: Evidenz { $value }, ab { $limit } glaubt man ihnen nicht.
barrier-unfamiliar = Die Signale gleichen nichts bisher Gesehenem: { $value }, höchstens { $limit } gilt als vertraut.
barrier-few-voices = { $count ->
    [one] { $count } Signal meldet sich
   *[other] { $count } Signale melden sich
}: { $needed } sind nötig.
lessons-none = Noch aus keinem Tag wurde gelernt. Die erste Lektion wird eine Stunde nach Handelsschluss festgehalten.
not-enough-data = noch nicht genug Daten
warn-no-bar-since = ⚠️ Keine Kerze seit { $when }: Die Datenquelle ist vielleicht ausgefallen.
warn-no-bar-ever = ⚠️ Noch keine Kerze eingetroffen.
warn-no-cycle-since = ⚠️ Kein Zyklus seit { $when }: Der Dienst stand vielleicht still.
button-home = ‹ Zurück
button-refresh = ↻ Neu laden
button-status = Status
button-accuracy = Genauigkeit
button-figures = Alle Zahlen
button-picture = Bild
button-weights = Gewichte
button-thresholds = Schwellen
button-learned = Gelernt
button-drift = Drift
button-report = Bericht
button-signals = Signale
button-help = Hilfe
button-why = Warum?
button-why-not = Warum nicht?
button-chart = Chart
button-health = Zustand
button-before = ‹ { $number }
button-after = { $number } ›
button-day-before = ‹ { $day }
button-day-after = { $day } ›
button-other-day = Anderer Tag
button-cancel = Abbrechen

## Start

home-title = AlgoSlayer
home-no-call = Noch keine Prognose.
home-call = { $call } bei { $price }
home-call-made = angesagt { $when }
home-next = Nächster Zyklus: { $when }
home-next-unknown = Nächster Zyklus: Der Kalender kennt keinen.
home-choose = Was möchtest du sehen?
language-chosen = Ab jetzt spreche ich Deutsch.

## Help

help-title = Hilfe
help-about = Alle 15 Minuten des Handelstags sage ich, wohin { $symbol } geht, und später prüfe ich, was wirklich geschah.
help-commands = Befehle
command-start = hier beginnen, von überall
command-help = was jeder Befehl tut
command-status = die letzte Ansage, die Zyklen, die Daten
command-accuracy = wie oft die Ansagen eintrafen, als Bild und in Zahlen
command-thresholds = was aus Ansagen mit 55 % bis 95 % Konfidenz wurde
command-weights = was die Vorhersage bewegt, als Bild
command-learned = was sich an den letzten fünf Handelstagen änderte, warum
command-drift = wo sich etwas verschlechtert
command-report = ein Handelstag in Zahlen
command-signals = was jedes der acht Signale sagt, sah und bisher erreichte
command-why = warum die letzte Ansage entstand; /why 123 für eine andere
command-whynot = warum es zuletzt weder KAUF noch VERKAUF gab
command-chart = der Kurs mit seinen Ansagen als Bild
command-health = die Quellen, die neuesten Daten, Arbeitsspeicher und Platte
command-positions = was gehalten wird, was es wert ist, wann es verkauft wird
command-trades = die beendeten Trades, mit Zahlen und Bildern
command-scoreboard = was deine Taps gespart oder gekostet haben
command-options = die Optionskette nahe am Geld
command-risk = die Regeln und wo sie gerade stehen
command-ready = was zum Live-Handel noch fehlt
command-mode = Prognosen, Papierhandel oder live
command-pause = nichts mehr anbieten und kaufen
command-resume = wieder anbieten und kaufen
command-close = eine Position verkaufen
command-export = Trades, Kontowert und Angebote als CSV-Dateien
help-terms = Begriffe
help-band = HALTEN-Band: die Bewegung, die zu klein ist, um als Auf oder Ab zu zählen. Es wird mit der Prognose festgelegt.
help-confidence = Konfidenz: die Chance, dass die Ansage eintrifft. Bei KAUF und VERKAUF ist auch ein Kurs, der im Band bleibt, falsch. In Klammern, wo diese Chance gut liegen kann; daneben, was über dieselbe Ansage ganz ohne Können gesagt würde.
help-uncalibrated = Unkalibriert: von einem älteren Modell, dessen Konfidenz nie mit dem verglichen wurde, was eintraf. Verlass dich nicht auf die Zahl.
help-baseline = Vergleichswert: was man erreicht, wenn man immer die häufigste Antwort gibt. Nur was darüber liegt, ist Können.
help-interval = 95-%-Intervall: wo der wahre Wert bei so wenigen Beobachtungen gut liegen kann.
help-independent = Unabhängig: Prognosen im Abstand von 15 Minuten teilen den größten Teil ihres Ergebnisses, deshalb zählen viele davon wie eine.
help-weight = Gewicht: der Anteil eines Signals an dem, was die Vorhersage bewegt. Es wird aus jedem Ergebnis gelernt und kann null sein.
help-scores = Brier-Score und Log Loss bewerten die genannten Wahrscheinlichkeiten; niedriger ist besser.

## Status

status-title = Status
status-said = angesagt { $when }
status-confidence = Konfidenz { $confidence }
status-means-side = Die Chance der angesagten Seite, falls der Kurs das HALTEN-Band ({ $band }) in 24 Stunden verlässt. 50 % ist ein Münzwurf.
status-means-up = Die Chance, dass der Kurs in 24 Stunden über das HALTEN-Band ({ $band }) steigt. Bleibt er darin, ist auch das falsch.
status-means-down = Die Chance, dass der Kurs in 24 Stunden unter das HALTEN-Band ({ $band }) fällt. Bleibt er darin, ist auch das falsch.
status-means-hold = Die Chance, dass der Kurs 24 Stunden lang im HALTEN-Band ({ $band }) bleibt.
status-voices = { $count ->
    [one] { $count } von { $all } Signalen meldete sich.
   *[other] { $count } von { $all } Signalen meldeten sich.
} Modell: { $model }
status-no-call = Noch keine Prognose.
status-no-call-why = Der letzte Zyklus gab keine ab: { $reason }.
status-cycles = Zyklen
status-last = Letzter: { $when }
status-last-none = Letzter: noch keiner
status-last-skipped = Er gab keine Prognose ab: { $reason }.
status-next = Nächster: { $when }
status-next-unknown = Nächster: Der Kalender kennt keinen
status-bar = Neueste Kerze: bis { $when } ({ $age } alt)
status-source = Quelle: { $feed }
status-counts = Prognosen
status-today = Heute: { $count }, ausgelassen: { $skipped }
status-ever = Insgesamt: { $count }
status-refused = Insgesamt abgewiesene Kerzen: { $count }
status-outcomes = Ergebnisse
status-table-settled = ausgewertet
status-table-waiting = offen

## Accuracy

accuracy-title = Genauigkeit
accuracy-not-yet = Noch nicht genug Daten: Auf diesem Horizont ist noch kein Ergebnis ausgewertet.
accuracy-right-of = Richtig: { $share } (95 %: { $interval })
accuracy-majority = — immer { $call }, das Häufigste: { $share }
accuracy-simple = — immer aufwärts: { $up }, wie gestern: { $yesterday }
accuracy-balanced = Ausgewogen: { $share }, ohne Können 33 %
accuracy-compared = Genannte Wahrscheinlichkeiten, { $independent } unabhängig:
accuracy-gain = Vorsprung auf „ohne Können“ { $gain } Nats (95 %: { $low } bis { $high })
accuracy-brier-no-skill = Brier { $value }, ohne Können { $baseline }
accuracy-log-loss-no-skill = Log Loss { $value }, ohne Können { $baseline }
accuracy-calibration = Kalibrierungsfehler { $share } ({ $interval }), ohne Fehler wären es 0 %
accuracy-picture = Jeder Punkt: Ansagen ähnlicher Konfidenz und wie viele eintrafen. Auf der Linie hielten sie, was sie sagten.
accuracy-about = Wie oft die Ansagen eintrafen, neben dem, was man ganz ohne Können erreicht.
accuracy-none = Noch kein Ergebnis ist ausgewertet.
accuracy-counted = { $count ->
    [one] { $count } Ergebnis
   *[other] { $count } Ergebnisse
} = { $independent } unabhängig
accuracy-right = Richtig: { $share }
accuracy-interval = 95 %: { $interval }
accuracy-baseline = Immer { $call }: { $share }
accuracy-side = Seite: { $share } von { $independent } ({ $interval }), Münze 50 %
accuracy-side-none = Seite: Noch kein KAUF oder VERKAUF verließ das Band
accuracy-brier = Brier { $value }, Vergleichswert { $baseline }
accuracy-log-loss = Log Loss { $value }, Vergleichswert { $baseline }
accuracy-within = Am selben Handelstag: { $share } von { $independent } ({ $interval })
accuracy-crossing = Über einen Handelsschluss: { $share } von { $independent } ({ $interval })
accuracy-apart-baseline = — immer { $call }: { $share }
accuracy-void = { $count ->
    [one] { $count } ohne ehrlichen Kurs
   *[other] { $count } ohne ehrlichen Kurs
}: nicht gezählt
accuracy-foot = „Immer …“ ist der Vergleichswert: jedes Mal die häufigste Antwort. Bei Brier und Log Loss ist niedriger besser.
verdict-too-few = Zu wenige Beobachtungen, um etwas zu sagen.
verdict-no-evidence = Noch kein Beleg für Können.
verdict-better = ✅ Besser als der Vergleichswert, mehr als Zufall.
verdict-worse = ⚠️ Schlechter als der Vergleichswert, mehr als Zufall.
reliability-head = { $symbol } · { $horizon }
reliability-about = Genannte Konfidenz und was davon eintraf
reliability-up = eingetroffen
reliability-across = genannte Konfidenz
reliability-dot = größer: mehr Ergebnisse
reliability-interval = 95-%-Intervall
reliability-diagonal = hält, was es sagt

## Thresholds

thresholds-title = Schwellen
thresholds-about = KAUF und VERKAUF ab der jeweiligen Konfidenz und ob sie eintrafen. Was auf eine Ansage folgt, bevor sie ausgewertet ist, gehört zu ihr.
thresholds-none = Noch nicht genug Daten: Keine Ansage ab 55 % ist ausgewertet.
thresholds-from = ab
thresholds-month = Monat
thresholds-right = stimmt
thresholds-of = von
thresholds-interval = 95 %
thresholds-valid = Ansagen im Monat und wie viele der ausgewerteten richtig waren. Das Intervall gilt, egal wie oft du hinsiehst.
thresholds-options = Optionen darauf (Modell)
thresholds-options-none = Noch für keine ließ sich ein Preis berechnen.
thresholds-option = Ab { $from }: { $count ->
    [one] { $count } Option
   *[other] { $count } Optionen
}, im Mittel { $mean } (95 %: { $low } bis { $high })
thresholds-options-about = Gewinn oder Verlust im Verhältnis zum gezahlten Preis. Von einem Modell samt Kosten berechnet, nicht am Markt gekauft.
thresholds-granted = Nichts spricht dagegen, die letzte Ansage mit { $needed } anzusetzen.
thresholds-refused = Warum „{ $needed }“ bisher verweigert wird

## Weights

weights-title = Gewichte
weights-when = { $horizon }, { $date }
weights-experts = „Ohne Können“ hält { $none }, einzelne Signale { $alone }, alle zusammen { $together }
weights-know-nothing = Derzeit weiß ich nichts.
weights-foot = Anteil eines Signals an dem, was die Vorhersage bewegt, nach der letzten Lektion.
weights-row-followed = befolgt
weights-row-reversed = umgekehrt
weights-row-unheard = ungehört
weights-head = { $symbol } · { $horizon }
weights-followed = befolgt
weights-reversed = umgekehrt
weights-mixture = Wem geglaubt wird
weights-group-none = ohne Können { $share }
weights-group-alone = einzelne Signale { $share }
weights-group-together = alle zusammen { $share }
weights-history = { $count ->
    [one] { $count } Handelstag
   *[other] { $count } Handelstage
}: Gewicht von „ohne Können“ und Anteile der Signale
weights-no-skill = Ohne Können

## Drift

drift-title = Drift
drift-about = Jeder Detektor sammelt Belege dafür, dass Vorhersagen schlechter geworden sind als ohne Können. 0 % heißt keine, 100 % löst Alarm aus: Dann vergesse ich schneller.
drift-when = Abend vom { $date }
drift-whole = Gesamt
drift-quiet = { $share }
drift-watch = { $share } !
drift-alarm = ALARM
drift-legend = Unter { $limit } ist es ruhig; „!“ wird beobachtet; bei ALARM vergesse ich schneller.
drift-hasty = { $horizon }: Ich vergesse schneller bis { $until }.
drift-past = { $count ->
    [one] Alarme aus dem letzten Handelstag
   *[other] Alarme aus den letzten { $count } Handelstagen
}
drift-past-none = Keine.
drift-past-whole = { $date }: die gesamte Vorhersage auf { $horizon }
drift-past-signal = { $date }: { $signal } auf { $horizon }
drift-past-more = { $count ->
    [one] { $count } weiterer
   *[other] { $count } weitere
} davor

## Learned

learned-title = Gelernt
learned-one-lesson = Bisher gibt es eine Lektion und nichts, womit man sie vergleichen könnte. Frag nach dem nächsten Handelstag noch einmal.
learned-span = { $count ->
    [one] { $count } Handelstag
   *[other] { $count } Handelstage
}, vom Abend am { $from } bis zum Abend am { $to }
learned-outcomes = { $independent } weitere unabhängige Ergebnisse
learned-nothing = Nichts Nennenswertes hat sich geändert.
learned-more = { $count ->
    [one] { $count } weitere Änderung
   *[other] { $count } weitere Änderungen
}
learned-alarm-whole = Am { $date } war die gesamte Vorhersage schlechter geworden als ohne Können: Seitdem vergesse ich schneller.
learned-alarm-signal = Am { $date } war { $signal } schlechter geworden als ohne Können: Seitdem vergesse ich schneller.
learned-gain = Ich habe gegenüber „ohne Können“ { $nats } Nats { $went ->
    [won] gewonnen
   *[lost] verloren
}.
learned-no-skill = „Ohne Können“ hält { $to } statt { $from }: { $went ->
    [up] Ich traue meinen Signalen weniger.
   *[down] Ich traue meinen Signalen mehr.
}
learned-share = { $signal } { $went ->
    [up] gewann
   *[down] verlor
} { $points } Punkte: jetzt { $share }, { $side ->
    [reversed] umgekehrt gewertet
   *[followed] befolgt
}. Allein war das Signal { $alone ->
    [better] besser als ohne Können.
    [worse] schlechter als ohne Können.
    [outdone] besser als ohne Können; andere leisteten mehr.
    [carried] schlechter als ohne Können; andere verloren mehr.
   *[alike] so gut wie ohne Können; bewegt haben sich die anderen.
}
learned-turned = { $signal } wird jetzt { $side ->
    [reversed] umgekehrt gewertet.
   *[followed] befolgt.
}
learned-slope = Die Kalibrierung { $went ->
    [shrinks] staucht
   *[stretches] streckt
} die genannten Chancen stärker als zuvor: Steigung { $to } statt { $from }.
learned-foot = Änderungen unter 5 Punkten Gewicht, 0,05 Steigung und 0,05 Nats werden nicht erwähnt.

## Signals

signals-title = Signale
signals-none = Noch keine Prognose, also wurde noch kein Signal gehört.
signals-none-next = Der nächste Zyklus ist { $when }.
signals-up = { $bar } { $score } aufwärts
signals-down = { $bar } { $score } abwärts
signals-flat = { $bar } { $score } weder noch
signals-abstains = Stumm: { $reason }.
signals-abstains-aged = Stumm: { $reason } ({ $age }).
signals-about = Bisher: wie oft die eigene Seite 24 Stunden später stimmte, daneben, was „immer die häufigere Seite“ erreicht hätte.
signals-weight = Gewicht { $share }
signals-age = Daten { $age } alt
signals-age-now = Daten vom Zeitpunkt der Ansage
signals-age-close = Daten vom vorigen Handelsschluss
signals-record = Bisher: { $share } von { $independent } ({ $interval }), immer { $call }: { $baseline }
signals-record-none = Bisher: noch nichts
signals-record-few = Bisher: noch nicht genug Daten ({ $independent } unabhängig)
signals-together = Zusammen
signals-fused = { $score }, { $count ->
    [one] { $count } Signal
   *[other] { $count } Signale
} von { $all }
signals-alone = Kein Signal meldete sich.
signals-voices = { $count ->
    [one] { $count } von { $all } Signalen meldete sich.
   *[other] { $count } von { $all } Signalen meldeten sich.
}

## What each signal saw

saw-news = { $fast ->
    [up] Frische Schlagzeilen sind freundlich
    [down] Frische Schlagzeilen sind unfreundlich
   *[flat] Frische Schlagzeilen ergreifen keine Seite
}, { $slow ->
    [up] die der letzten Tage sind freundlich
    [down] die der letzten Tage sind unfreundlich
   *[flat] die der letzten Tage sind keins von beidem
} ({ $count } in zwei Tagen).
saw-technical = { $trend ->
    [up] Der kurze Trend zeigt nach oben
    [down] Der kurze Trend zeigt nach unten
   *[flat] Kein klarer kurzer Trend
} (Stärke { $strength } von 100), { $volume ->
    [up] mehr Volumen als üblich bei steigenden Kerzen.
    [down] mehr Volumen als üblich bei fallenden Kerzen.
   *[flat] das Volumen ergreift keine Seite.
}
saw-options = { $volume ->
    [up] Calls sind gefragter als üblich
    [down] Puts sind gefragter als üblich
   *[flat] Calls und Puts sind so gefragt wie üblich
}, Absicherung kostet { $price ->
    [up] weniger als üblich
    [down] mehr als üblich
   *[flat] so viel wie üblich
}{ $unusual ->
    [up] , auffällige Umsätze neigen zu Calls.
    [down] , auffällige Umsätze neigen zu Puts.
   *[flat] .
}
saw-volatility = { $rougher ->
    [up] Anstiege waren ruppiger als Rückgänge
    [down] Rückgänge waren ruppiger als Anstiege
   *[flat] Anstiege und Rückgänge waren gleich ruppig
}; an einem üblichen Tag bewegt sich der Kurs um { $move }.
saw-momentum = Durchschnitte zeigen { $averages ->
    [up] aufwärts
    [down] abwärts
   *[flat] nirgendwohin
}, die letzten Monate { $months ->
    [up] aufwärts
    [down] abwärts
   *[flat] nirgendwohin
}{ $morning ->
    [up] , die erste halbe Stunde aufwärts.
    [down] , die erste halbe Stunde abwärts.
   *[flat] .
}
saw-sector = { $behind ->
    [up] Die Vergleichswerte liefen besser: Raum zum Aufholen
    [down] Sie lief besser als die Vergleichswerte: Raum zum Zurückfallen
   *[flat] Sie läuft mit den Vergleichswerten mit
} ({ $count } Symbole, Korrelation { $correlation }).
saw-reversion = { $session ->
    [up] Über dem
    [down] Unter dem
   *[flat] Nahe am
} Durchschnitt des Handelstags, { $average ->
    [up] über dem
    [down] unter dem
   *[flat] nahe am
} Durchschnitt von 20 Tagen; Bewegungen { $turning ->
    [up] kehren eher um
    [down] laufen eher weiter
   *[flat] neigen zu keinem von beidem
} (Varianzverhältnis { $ratio }).
saw-regime = Der Markt ist { $mood ->
    [turbulent] turbulent
   *[calm] ruhig
} ({ $share } turbulent), Volatilitätsindex { $index }; solche Tage { $drift ->
    [up] hoben den Kurs.
    [down] drückten den Kurs.
   *[flat] bewegten den Kurs in keine Richtung.
}

## Why

why-title = Warum
why-number = Prognose { $number } von { $last }, angesagt { $when }
why-table-score = Score
why-table-weight = Gew.
why-table-gives = ergibt
why-table-silent = stumm
why-table-sum = Summe
why-table-share = Anteil
why-table-pulls = zieht
why-table-up = aufwärts
why-table-down = abwärts
why-table-now = jetzt
why-table-base = ohne Können
why-pulls = Anteil: an dem, was die Vorhersage bewegt. Ein Signal kann gegen den eigenen Score ziehen, wo das öfter richtig war.
why-rule-hold = { $passed ->
    [yes] Erfüllt
   *[no] Nicht erfüllt
}: { $share } gegen { $hold } für HALTEN; es darf nicht weniger sein.
why-rule-lead = { $passed ->
    [yes] Erfüllt
   *[no] Nicht erfüllt
}: { $points } Punkte vor der anderen Seite; { $needed } sind nötig.
why-nearest-learned = { $call }: Es fehlen { $points } Punkte Wahrscheinlichkeit.
why-nearest-by-other = { $call } käme mit { $points } Punkten mehr für { $grows }.
why-lacking = Was ihr fehlt, um sehr wahrscheinlich zu sein
why-leans-nowhere = Die Summe neigt zu keiner Seite, also lautet die Ansage HALTEN.
why-gates = Was { $call } erfüllen muss
why-gate-mean = { $passed ->
    [yes] Erfüllt
   *[no] Nicht erfüllt
}: Die Summe ist { $score }; sie muss jenseits von { $limit } liegen.
why-gate-supporters = { $passed ->
    [yes] Erfüllt
   *[no] Nicht erfüllt
}: { $count ->
    [one] { $count } Signal spricht dafür
   *[other] { $count } Signale sprechen dafür
}; { $needed } sind nötig.
why-gate-majority = { $passed ->
    [yes] Erfüllt
   *[no] Nicht erfüllt
}: { $count } dafür, { $against } dagegen; mehr müssen dafür sein.
why-nearest-title = Nächstliegende andere Ansage
why-nearest = { $call } braucht { $lacks } auf die Summe: { $signal } bei { $to } statt { $from } würde reichen.
why-nearest-none = Kein einzelnes Signal hätte die Ansage ändern können.
why-sure = Konfidenz
why-model = Modell: { $model }
why-since = Was der Markt seither tat
why-since-open = { $horizon }: fällig { $when }
why-since-void = { $horizon }: ohne ehrlichen Kurs
why-since-settled = { $horizon }: { $change }, das ist { $call }: { $right ->
    [yes] richtig
   *[no] falsch
}
why-since-other = { $horizon }: { $change }, das ist { $call }; angesagt war dort { $called }: { $right ->
    [yes] richtig
   *[no] falsch
}
followed-title = Eine Option auf die Ansage
followed-all-hold = Keine Seite ist angesagt, also wird nichts gekauft.
followed-none-due = Noch nicht fällig: Die erste wird { $when } verkauft.
followed-hold = { $horizon }: ⚪ HALTEN, also wird nichts gekauft
followed-open = { $horizon }: fällig { $when }
followed-waits = { $horizon }: fällig; wartet auf einen Optionskurs
followed-not = { $horizon }: nicht mit einer Option verfolgt
followed-by-model = { $price } (Modell)
followed-bought = { $call }: { $contract }, gekauft zu { $price }
followed-sold = { $horizon }: verkauft zu { $price }: { $profit } ({ $gain })
followed-parts = Kurs { $price }, Zeit { $time }, Volatilität { $volatility }, Spread { $spread }, Gebühren { $fees }, Rest { $rest }
followed-model = (Modell): berechnet, weil der Markt da keinen frischen Optionskurs hatte.
why-no-such = Diese Prognose gibt es nicht. Die Nummern gehen von 1 bis { $last }; schick eine wie { $example }.
whynot-title = Warum keine Ansage
whynot-held = Die neueste Ansage ohne Seite:
whynot-none = Bisher gab es keine Entscheidung ohne Seite.
whynot-skipped = { $when } wurde keine Prognose abgegeben.
whynot-reason = Grund: { $reason }.

## Health

health-title = Zustand
health-disk-low = ⚠️ Auf der Platte der Aufzeichnung ist weniger als 1 GB frei. Schaff Platz: Eine volle Platte stoppt die Aufzeichnung.
health-sources = Quellen
health-no-sources = { $feed }: in Gebrauch. Über Anfragen und Antworten führt diese Quelle nicht Buch.
health-more-sources = { $count ->
    [one] { $count } weitere Quelle
   *[other] { $count } weitere Quellen
}
health-unasked = noch nicht gefragt
health-in-use = in Gebrauch
health-standing-by = in Bereitschaft
health-failing = gestört seit { $when }. { $why }
health-answered = letzte Antwort { $age } her
health-newest = neueste Daten { $age } alt
health-delay = Verzögerung { $seconds } s
health-requests = { $count ->
    [one] { $count } Anfrage
   *[other] { $count } Anfragen
} ({ $retries } wiederholt)
health-bars = Neueste Kerzen
health-bar-none = noch keine
health-refused = Insgesamt abgewiesen
health-refused-none = Nichts.
health-refused-more = { $count } × aus anderen Gründen
health-silent = Stumme Signale
health-silent-one = { $signal }: { $reason }
health-silent-none = Bei der letzten Prognose meldeten sich alle Signale.
health-machine = Rechner
health-memory = Arbeitsspeicher: { $size }
health-ledger = Aufzeichnung auf der Platte: { $size }
health-free = Freier Plattenplatz: { $size }
refused-duplicate = war schon da
refused-out-of-order = in falscher Reihenfolge
refused-outside-session = außerhalb der Handelszeit
refused-time-zone = in falscher Zeitzone
refused-future = aus der Zukunft
refused-price = kein gültiger Kurs
refused-enclosure = Hoch und Tief umschließen den Kurs nicht
refused-volume = kein gültiges Volumen
refused-start = keine volle Minute
refused-jump = ein unbestätigter Sprung
refused-repeated = immer wieder dasselbe
refused-split = ein Sprung wie bei einem Split
refused-wrong-symbol = zu einem anderen Symbol
refused-missing-field = ein Feld fehlte
refused-headline = keine gültige Schlagzeile
refused-quote = ein unmöglicher Optionskurs

## Chart

chart-title = Chart
chart-none = Noch gibt es keinen Kurs zu zeichnen. Versuch es nach dem nächsten Zyklus noch einmal.
chart-span = { $span } bis { $when }
chart-prices = Von { $first } auf { $last } ({ $change })
chart-calls = { $count ->
    [one] { $count } Ansage
   *[other] { $count } Ansagen
}: { $buy } KAUF, { $sell } VERKAUF, { $hold } HALTEN
chart-fates = KAUF und VERKAUF nach 24 Stunden: { $right } richtig, { $wrong } falsch, { $open } offen
chart-band-until = HALTEN-Band der letzten: { $band } bis { $when }
chart-foot = Anzahlen allein beweisen nichts: Intervall und Vergleichswert stehen unter „Genauigkeit“.
chart-head = { $symbol } · { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
}
chart-time = New Yorker Zeit, ohne Nächte
chart-simulated = SIMULIERT
chart-band = HALTEN { $band }
chart-buy = KAUF
chart-sell = VERKAUF
chart-right = richtig
chart-wrong = falsch
chart-open = offen

## Report

report-title = Bericht
report-so-far = Der Tag ist noch nicht vorbei.
report-future = Dieser Tag ist noch nicht gekommen.
report-closed = Die Börse war geschlossen: { $reason }.
report-weekend = Am Wochenende ist die Börse geschlossen.
report-outside = Der Kalender kennt diesen Tag nicht.
report-early = Früher Handelsschluss um 13:00 Uhr: { $reason }.
report-prices = Von { $first } auf { $last }
report-calls = Ansagen
report-call = { $call } { $count }
report-no-calls = Es wurde keine Prognose abgegeben.
report-skipped = Ausgelassen
report-skipped-none = Kein Zyklus wurde ausgelassen.
report-skip = { $count } × { $reason }
report-missing = ⚠️ { $count ->
    [one] { $count } von { $all } Zyklen hinterließ keine Spur.
   *[other] { $count } von { $all } Zyklen hinterließen keine Spur.
}
report-settled = An diesem Tag ausgewertet
report-record = Gesamte Aufzeichnung bis dahin
report-figures = { $share } richtig ({ $interval })
report-void = kein ehrlicher Kurs: { $count }
report-silent = Den ganzen Tag stumm: { $signals }
report-ask-title = Welcher Tag?
report-ask = Schick ein Datum wie { $example }.
report-ask-range = Die Aufzeichnung reicht von { $first } bis { $last }.

## The pinned message

heartbeat-title = Lebenszeichen
heartbeat-last = Letzter Zyklus: { $when }
heartbeat-last-none = Letzter Zyklus: noch keiner
heartbeat-next = Nächster Zyklus: { $when }
heartbeat-next-unknown = Nächster Zyklus: Der Kalender kennt keinen
heartbeat-bar = Daten bis: { $when } ({ $age } alt)
heartbeat-call = { $call } bei { $price }
heartbeat-confidence = Konfidenz { $confidence }
heartbeat-no-call = Noch keine Prognose.
heartbeat-today = Heute: { $count ->
    [one] { $count } Prognose
   *[other] { $count } Prognosen
}, { $skipped } ausgelassen
heartbeat-written = Geschrieben { $when }
heartbeat-dead = Ist das in der Handelszeit älter als 20 Minuten, steht der Dienst still.

## Messages that nobody asked for

notice-gap = ⚠️ { $symbol }: keine Kerzen von { $from } bis { $to }
notice-gap-size = Fehlende Handelszeit: { $span }. Die Signale laufen sich wieder warm; Ergebnisse ohne ehrlichen Kurs bleiben ungültig.
notice-away = Während Telegram weg war: { $alerts ->
    [one] { $alerts } Hinweis
   *[other] { $alerts } Hinweise
}, { $reports ->
    [one] { $reports } Bericht
   *[other] { $reports } Berichte
}
notice-away-since = Seit { $when } war es nicht erreichbar. Was wartete, folgt.
notice-other-reader = ⚠️ Ein anderes Programm liest die Nachrichten dieses Bots
notice-other-reader-more = Telegram gibt jede Nachricht nur einem der beiden, daher können Antworten hier fehlen. Ich trete zurück und frage immer seltener. Stopp das andere Programm oder gib ihm ein eigenes Token.
notice-drift-whole = 📉 Drift: Meine Vorhersagen auf { $horizon } sind schlechter geworden als ohne Können
notice-drift-signal = 📉 Drift: { $signal } auf { $horizon } ist schlechter geworden als ohne Können
notice-drift-more = Bemerkt am { $date }. Bis { $until } vergesse ich schneller, damit weniger zählt, was nicht mehr gilt. Mehr dazu: /drift.
notice-feed-down = ⚠️ { $source } liefert keine { $channel }
notice-feed-instead = { $why } Stattdessen kommen die Daten von { $source }.
notice-feed-nobody = { $why } Sonst liefert sie niemand; seit { $when } verstummen nach und nach die Signale, die sie brauchen. Mehr dazu: /health.
notice-feed-up = ✅ { $source } liefert wieder { $channel }
notice-feed-since = Die Quelle war seit { $when } gestört.

## The outside market

channel-bars = Kerzen
channel-days = Tageskerzen
channel-news = Schlagzeilen
channel-chains = Optionsketten
fault-unauthorized = Der Schlüssel fehlt oder ist falsch.
fault-forbidden = Der Schlüssel erlaubt das nicht.
fault-not-found = Die Quelle kennt das Symbol oder die Adresse nicht.
fault-rate-limited = Die Quelle wurde zu oft gefragt.
fault-server-error = Die Quelle meldet einen eigenen Fehler.
fault-unreachable = Die Quelle ist nicht erreichbar.
fault-timeout = Die Quelle antwortete nicht rechtzeitig.
fault-changed-shape = Die Antworten haben eine andere Form als bisher.
fault-empty = Die Antworten sind leer.
fault-stale = Die neuesten Daten sind zu alt.
fault-unsound = Was die Quelle schickt, wird als ungültig abgewiesen.

## The desk: contracts, modes, reasons

contract = { $symbol } { $expiry } { $strike } { $right }
right-call = Call
right-put = Put
contracts = { $count ->
    [one] { $count } Kontrakt
   *[other] { $count } Kontrakte
}
mode-predictions = Nur Prognosen
mode-paper = Papierhandel
mode-live = Live
mode-mark-predictions = NUR PROGNOSEN: Nichts kann gekauft werden
mode-mark-paper = PAPIERHANDEL: kein echtes Geld
mode-mark-live = ⚠️ LIVE: echtes Geld
mode-means-predictions = Ansagen werden gemacht und verfolgt; nichts kann gekauft werden.
mode-means-paper = Was du freigibst, wird auf dem Papier ausgeführt, zu Bid und Ask und mit Gebühren. Kein echtes Geld.
mode-means-live = Was du freigibst, wird mit echtem Geld gekauft, nach einem zweiten Tap.
exit-stop = der Bid fiel auf den Stop
exit-target = der Bid stieg auf das Ziel
exit-time-stop = sie wurde so viele Handelstage gehalten wie erlaubt
exit-near-expiry = der Verfall kam zu nahe
exit-reversal = die andere Seite wurde wahrscheinlich
exit-ex-dividend = die Aktie geht ex Dividende
exit-asked = jemand hat es verlangt
exit-expiry = sie ist verfallen
halt-losses-in-row = zu viele Verluste in Folge
halt-drawdown = der Kontowert fiel zu weit unter seinen Höchststand
pass-no-chain = keine Optionskette war frisch genug
pass-no-contract = kein Kontrakt erfüllte die Regeln
pass-no-profit = jeder Kontrakt würde im Mittel verlieren
pass-too-small = der erlaubte Einsatz reicht für keinen Kontrakt
pass-paused = der Handel war pausiert
pass-halted = die Regeln hatten den Handel gestoppt
pass-trades-this-month = die Trades dieses Monats sind ausgeschöpft
pass-positions = so viele Positionen oder Angebote wie erlaubt
pass-exposure = alle Positionen zusammen würden zu viel kosten
pass-day-loss = der Tagesverlust ist am Limit
pass-cash = zu wenig Geld war übrig
pass-closing = die Börse schließt zu bald für eine Antwort
pass-too-late = sie kam nach einem Ausfall zu spät
whom-you = von dir
whom-owner = vom Eigentümer
whom-approver = von einem Freigeber
refused-decide = Du darfst zusehen, aber nicht entscheiden: Nur Eigentümer und Freigeber geben frei, lehnen ab und schließen. Nichts wurde getan.
refused-steer = Nur der Eigentümer darf den Modus ändern, pausieren und fortsetzen. Nichts wurde getan.

## Offers

offer-title = { $call } · { $contract }
offer-practice = Übung: Die wahrscheinlichere Seite wird ab einer Wahrscheinlichkeit von { $share } angeboten, auch wenn die Ansage HALTEN lautet. Für einen echten Markt sind die Regeln strenger.
offer-practice-negative = Im Mittel verliert dieser Kauf Geld: Er ist da, um zu lernen, wie Kaufen geht.
offer-left-none = Die Zeit ist um
offer-left-seconds = Noch { $count } s, bis { $until } Uhr New York
offer-left-minutes = Noch { $count } min, bis { $until } Uhr New York
offer-stake = { $contracts } ({ $shares } Aktien) zu { $limit } je Aktie oder weniger: Höchstens { $loss } können verloren gehen
offer-quote = Bid und Ask { $bid } und { $ask }, { $age } alt
offer-break-even = Break-even bei Verfall { $price } ({ $change }); erwartete Bewegung ±{ $move } bis { $due }
offer-delta = Delta { $delta }, { $days } bis zum Verfall
offer-expected = Erwarteter Gewinn { $expected }; derselbe Kontrakt ohne Können { $unskilled }
offer-chance = Chance auf einen Gewinn { $share }
offer-confidence = Konfidenz { $share } (80 %: { $interval }), aus { $independent } { $count ->
    [one] unabhängigem Ergebnis
   *[other] unabhängigen Ergebnissen
}
offer-confidence-bare = Wahrscheinlichkeit dieser Seite { $share }, aus { $independent } { $count ->
    [one] unabhängigem Ergebnis
   *[other] unabhängigen Ergebnissen
}
offer-details = Einzelheiten
offer-record = Ansagen ab { $from } bisher: { $right } von { $count } richtig (95 %: { $interval }), immer { $always } { $baseline }
offer-record-none = Ansagen dieser Konfidenz bisher: noch nicht genug Daten
offer-voice = { $signal } { $score } ({ $share })
offer-why = Warum: { $voices }
offer-exits = Verkauft wird, wenn der Bid { $stop } des gezahlten Preises oder das { $target }-Fache davon erreicht, nach { $sessions ->
    [one] { $sessions } Handelstag
   *[other] { $sessions } Handelstagen
} oder { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
} vor Verfall.
offer-ask = Ohne Antwort wird nichts gekauft. Beim Tippen wird der Preis noch einmal geprüft.
offer-viewer = Nur Eigentümer und Freigeber entscheiden darüber.
offer-confirm = ⚠️ Das kauft mit echtem Geld: Bis zu { $loss } können verloren gehen. Tippe noch einmal, um zu kaufen.
offer-confirming = „Freigeben“ wurde { $who } angetippt; der zweite Tap steht noch aus.
offer-approved = Freigegeben { $who } um { $when } Uhr New York
offer-denied = Abgelehnt { $who } um { $when } Uhr New York: Nichts wurde gekauft.
offer-expired = Bis { $when } Uhr New York hat niemand geantwortet: Nichts wurde gekauft.
offer-unasked = Der Modus ist „Nur Prognosen“: Nichts kann gekauft werden. /mode ändert das.
offer-unknown = Im Handel ist etwas geschehen, das ich noch nicht zurücklesen kann. /positions und /trades zeigen, was gehalten und was verkauft wurde.
order-intended = Die Order ist auf dem Weg zum Broker.
order-working = Der Broker hat die Order: { $wanted } zu { $limit } oder weniger, bis { $until } Uhr New York.
order-partly = Bisher gekauft: { $filled } / { $wanted } zu { $price }; der Rest wartet bis { $until } Uhr New York.
order-filled = Gekauft: { $filled } zu { $price }, das sind { $value } und { $fees } Gebühren
order-filled-partly = Gekauft: { $filled } / { $wanted } zu { $price }; der Rest wurde nicht ausgeführt.
order-cancelled = Die Order wurde zurückgezogen: Nichts wurde gekauft.
order-lapsed = Nicht ausgeführt: Niemand verkaufte rechtzeitig zu { $limit } oder weniger. Nichts wurde gekauft.
order-rejected = Der Broker lehnte die Order ab: { $reason }. Nichts wurde gekauft.
shadow-so-far = Bisher hätte es { $profit } gebracht ({ $when } Uhr New York).
shadow-ended = Am Ende hätte es { $profit } gebracht: { $reason }.
trade-closed = Verkauft zu { $price }, { $when }: { $profit } ({ $gain }). Grund: { $reason }.
button-approve = Freigeben
button-deny = Ablehnen
button-confirm = Ja, mit echtem Geld kaufen
tap-not-bound = So wie ich diese Nachricht kenne, gehört dieser Knopf nicht zu ihr; nichts wurde getan. Ist das Angebot neu, tippe in ein paar Sekunden noch einmal.

## Answers of the desk

reply-approved = Freigegeben: Die Order ist unterwegs. Die Nachricht zeigt, was daraus wird.
reply-denied = Abgelehnt: Nichts wird gekauft. Es wird weiter verfolgt, damit du siehst, was das gespart oder gekostet hat.
reply-closing = Verkauft wird zum nächsten Bid.
reply-mode = Der Modus ist jetzt: { $mode }.
reply-live = Der Live-Handel ist an: Was du freigibst, wird mit echtem Geld gekauft.
reply-paused = Pausiert: Nichts wird mehr angeboten oder gekauft. Was gehalten wird, wird nach den Regeln überwacht und verkauft. /resume beendet die Pause.
reply-resumed = Fortgesetzt: Ansagen werden wieder angeboten.
reply-confirm-now = ⚠️ Es geht um echtes Geld. Tippe zum Bestätigen noch einmal.
reply-unknown = Dieses Angebot oder diese Position gibt es nicht mehr. /positions zeigt, was gehalten wird.
reply-already = Das ist schon so; nichts wurde geändert.
reply-failed = Es ließ sich nicht festhalten, deshalb wurde nichts getan. Versuch es noch einmal; /health zeigt, ob die Platte voll ist.
decided-approved = Schon freigegeben { $who } um { $when } Uhr New York. Nichts wird zweimal gekauft.
decided-denied = Schon abgelehnt { $who } um { $when } Uhr New York. Warte auf das nächste Angebot.
decided-expired = Zu spät: Es lief um { $when } Uhr New York ab. Warte auf das nächste Angebot.
decided-confirming = „Freigeben“ wurde { $who } angetippt; der zweite Tap steht noch aus.
decided-unasked = In diesem Modus kann nichts gekauft werden. /mode ändert ihn.
decided-open = Es ist noch offen. Tippe noch einmal.
block-paused = Der Handel ist pausiert. Der Eigentümer setzt ihn mit /resume fort.
block-losses-in-row = { $count ->
    [one] { $count } Verlust
   *[other] { $count } Verluste
} in Folge: Nichts wird eröffnet, bis der Eigentümer /resume schickt.
block-drawdown = Der Kontowert fiel zu weit unter seinen Höchststand: Nichts wird eröffnet, bis der Eigentümer /resume schickt.
block-day-loss = Der heutige Verlust von { $loss } ist am Limit. Vor morgen wird nichts eröffnet.
block-trades-this-month = { $count ->
    [one] Der { $count } Trade dieses Monats ist ausgeschöpft
   *[other] Die { $count } Trades dieses Monats sind ausgeschöpft
}. Vor dem nächsten Monat wird nichts eröffnet.
block-positions = { $count ->
    [one] { $count } Position wird gehalten
   *[other] { $count } Positionen werden gehalten
}, mehr sind nicht erlaubt. /close schafft Platz.
block-exposure = Alle Positionen zusammen würden zu viel kosten. /close macht Geld frei; /risk zeigt das Limit.
block-same-contract = Dieser Kontrakt wird schon gehalten. /positions zeigt ihn.
block-cash = Nur { $left } sind übrig, das ist zu wenig. /close macht Geld frei.
block-moved = Der Preis hat sich bewegt: { $ask } werden jetzt verlangt, bis zu { $limit } dürfen gezahlt werden. Tippe noch einmal, wenn er zurückkommt.
block-no-quote = Niemand stellt gerade Kurse für den Kontrakt. Tippe in ein paar Minuten noch einmal.
block-stale-quote = Der neueste Optionskurs ist zu alt, um darauf zu kaufen. /health zeigt, wie es der Quelle geht.
block-closed = Die Börse ist geschlossen. Warte auf ein Angebot am nächsten Handelstag.
block-other-mode = Der Modus ist jetzt { $mode }, nicht der dieses Angebots. /mode ändert ihn.
block-live-not-configured = Der Live-Handel ist nicht eingerichtet: Nenne in der Konfiguration einen Broker und starte das Programm neu.
block-not-ready = Die Checkliste für den Live-Handel hat offene Punkte. /ready zeigt sie.
block-too-small = Der nach den Regeln erlaubte Einsatz reicht nicht für einen Kontrakt. /risk zeigt die Limits.

## Positions and trades

positions-title = Positionen
positions-none = Nichts wird gehalten.
position-bought = { $contracts } gekauft zu { $price }, { $when }; { $fees } Gebühren
position-now = { $contracts } zum Bid von { $bid }: { $profit } ({ $gain }), { $when } Uhr New York
position-closing = Wird gerade verkauft. Grund: { $reason }.
position-exits = Stop bei { $stop }, Ziel { $target }
position-days = { $days } bis zum Verfall
position-sold-by = Verkauft spätestens am { $date }
position-sold-by-expiry = Verkauft spätestens bei Verfall
position-close-ask = Zum nächsten Bid verkaufen, jetzt { $bid }? Das lässt sich nicht zurücknehmen.
button-close = { $strike } { $right } schließen
button-close-for-sure = Ja, { $strike } { $right } verkaufen
button-keep = Behalten
button-positions = Positionen
button-trades = Trades
button-risk = Risiko
button-ready = Bereit?
button-scoreboard = Bilanz
button-options = Optionen
button-mode = Modus
button-pause = Pause
button-resume = Fortsetzen
button-equity = Kontowert
button-profits = Gewinne
button-export = CSV
button-newer = ‹ Neuere
button-older = Ältere ›
button-confirm-live = Ja, mit echtem Geld handeln
trades-title = Trades
trades-none = Noch ist kein Trade beendet.
trades-last = { $count ->
    [one] { $count } Trade, der neueste zuerst
   *[other] { $count } Trades, der neueste zuerst
}
trades-one = { $call } { $contract }
trades-one-result = { $profit } ({ $gain }): { $contracts } gekauft zu { $bought }, verkauft zu { $sold } am { $when }. Grund: { $reason }
figures-title = Alle zusammen
figures-profit = Gewinn und Verlust { $profit }, Gebühren von { $fees } eingerechnet
figures-win-rate = Mit Gewinn
figures-profit-factor = Gewinne durch Verluste
figures-winner = Mittlerer Gewinner
figures-loser = Mittlerer Verlierer
figures-expectancy = Mittlerer Ertrag
figures-dollars = Mittlerer Gewinn
figures-high-conviction = Ansagen ab 85 % richtig
figures-line = { $name }: { $value } von { $count } (95 %: { $low } bis { $high }), Ziel { $target }: { $standing }
figures-none = { $name }: noch keine, Ziel { $target }
figures-few = { $name }: bisher { $count }, noch nicht genug Daten; Ziel { $target }
figures-below = darunter
figures-reached = erreicht, nicht belegt
figures-proven = belegt
figures-no-skill = Von denselben Kontrakten waren ohne Können { $amount } je Trade zu erwarten.
figures-drawdown = Größter Drawdown { $amount } ({ $share } vom Höchststand); jetzt { $now } darunter
equity-title = Kontowert
equity-none = Noch wurde nichts gekauft, also gibt es nichts zu zeichnen.
equity-caption = { $equity }, Stand { $when }; { $change } auf anfangs { $capital }
equity-head = { $symbol } · Kontowert
equity-span = { $from } bis { $to }
equity-line = Geld und Positionen zum Bid
equity-begin = anfangs { $capital }
profits-title = Gewinne
profits-none = Noch ist kein Trade beendet, also gibt es nichts zu zeichnen.
profits-caption = { $count ->
    [one] { $count } Trade
   *[other] { $count } Trades
}, { $gained } davon mit Gewinn; der letzte endete { $when }
profits-head = { $symbol } · Gewinne der Trades
profits-about = { $count ->
    [one] { $count } Trade
   *[other] { $count } Trades
}, Gebühren eingerechnet
profits-across = Ertrag im Verhältnis zum gezahlten Preis
export-none = Noch gibt es nichts zu exportieren.
export-file = { $count ->
    [one] { $count } Zeile
   *[other] { $count } Zeilen
}, Beträge in Dollar, Zeitpunkte in UTC

## Options

options-title = Optionen
options-none = Noch keine Optionskette eingetroffen. /health zeigt, wie es den Quellen geht.
options-quoted = Kurs { $price }; Optionskurse von { $when }, { $age } alt
options-expiry = { $date }: noch { $days }
options-strike = Strike
options-bid = Bid
options-ask = Ask
options-iv = Vol
options-delta = Delta
options-volume = Umsatz
options-open = offen
options-traded = Heute gehandelte und offene Kontrakte: Calls, dann Puts
options-legend = Buchstaben: was die Regeln schon wegen des Optionskurses ablehnen
options-legend-days = { $letter } – Restlaufzeit außerhalb von { $low } bis { $high } Tagen
options-legend-delta = { $letter } – Delta außerhalb von { $low } bis { $high }
options-legend-open = { $letter } – weniger als { $least } Kontrakte offen
options-legend-volume = { $letter } – weniger als { $least } heute gehandelt
options-legend-bid = { $letter } – Bid unter { $least }
options-legend-spread = { $letter } – Spread über { $most } oder { $share } der Mitte
options-foot = Vol (in %) und Delta stammen von der Quelle selbst. Auch ohne Buchstaben kann ein Kontrakt abgelehnt werden: wegen seines Break-even oder weil er im Mittel verlieren würde.

## Risk

risk-title = Risiko
risk-running = Der Handel ist weder pausiert noch gestoppt.
risk-paused = ⚠️ Pausiert { $who }, { $when }: Nichts wird mehr angeboten oder gekauft.
risk-halted = ⚠️ Von den Regeln gestoppt, { $when }: { $reason }. Nichts wird eröffnet, bis der Eigentümer den Handel fortsetzt.
risk-limits = Die Regeln und wo sie stehen
risk-equity = Kontowert { $equity }, davon { $cash } in Cash
risk-trade-max = Der nächste Trade darf höchstens { $limit } kosten
risk-trades = Trades in diesem Monat: { $count } von { $limit }
risk-positions = Positionen: { $count } von { $limit }
risk-exposure = In Positionen gebunden: { $exposure } von { $limit }
risk-day-loss = Heute verloren: { $loss } von { $limit }
risk-losses-in-row = Verluste in Folge: { $count } von { $limit }
risk-drawdown = Unter dem Höchststand: { $drawdown } von { $limit }
risk-threshold = Angeboten werden Ansagen ab einer Konfidenz von { $share }
risk-passed = Ansagen, aus denen kein Angebot wurde
risk-passed-none = Bisher keine.
risk-passed-one = { $when } { $call } { $share }: { $reasons }
risk-passed-count = Insgesamt { $count ->
    [one] { $count } Ansage
   *[other] { $count } Ansagen
}

## Ready

ready-title = Bereit für live?
ready-about = Was der Papierhandel leisten muss, bevor es um echtes Geld geht.
ready-trades = { $met ->
    [yes] Erfüllt
   *[no] Offen
}: { $is } abgeschlossene Trades; { $required } sind nötig.
ready-expectancy = { $met ->
    [yes] Erfüllt
   *[no] Offen
}: unteres Ende des mittleren Ertrags eines Trades: { $is }; es muss über { $required } liegen.
ready-profit-factor = { $met ->
    [yes] Erfüllt
   *[no] Offen
}: Gewinne durch Verluste: { $is }; { $required } ist nötig.
ready-drawdown = { $met ->
    [yes] Erfüllt
   *[no] Offen
}: größter Drawdown des Kontowerts: { $is }; höchstens { $required } ist erlaubt.
ready-calibration = { $met ->
    [yes] Erfüllt: Genug Ansagen mit hoher Konfidenz sind ausgewertet, und sie waren nicht zu hoch gegriffen.
   *[no] Offen: Zu wenige Ansagen mit hoher Konfidenz sind ausgewertet, oder sie waren zu hoch gegriffen. Mehr dazu: /thresholds.
}
ready-weeks = { $met ->
    [yes] Erfüllt
   *[no] Offen
}: Wochen im Papierhandel: { $is }; { $required } sind nötig.
ready-configured = { $met ->
    [yes] Erfüllt: Live-Orders gingen an { $broker }.
   *[no] Offen: In der Konfiguration ist kein Broker für Live-Orders genannt.
}
ready-all = Alle Punkte sind erfüllt. Der Weg in den Live-Handel steht unter /mode.
ready-live = Alle Punkte sind erfüllt, und der Live-Handel ist an.
ready-open = { $count ->
    [one] { $count } Punkt ist offen: Der Live-Handel kann noch nicht bestätigt werden.
   *[other] { $count } Punkte sind offen: Der Live-Handel kann noch nicht bestätigt werden.
}

## Scoreboard

scoreboard-title = Bilanz
scoreboard-none = Noch wurde über kein Angebot entschieden.
scoreboard-approved = Freigegeben: was es gebracht hat
scoreboard-denied = Abgelehnt: was es gebracht hätte
scoreboard-expired = Nicht beantwortet: was es gebracht hätte
scoreboard-unasked = Nicht gefragt, bei „Nur Prognosen“: was es gebracht hätte
scoreboard-empty = keine
scoreboard-ended = { $count } beendet, { $won } davon mit Gewinn: { $profit }
scoreboard-open = { $count } noch verfolgt: bisher { $profit }
scoreboard-saved = Ablehnen und Nichtantworten haben bisher { $amount } gespart.
scoreboard-cost = Ablehnen und Nichtantworten haben bisher { $amount } gekostet.
scoreboard-about = Was niemand nahm, wird verfolgt, als wäre es zum angebotenen Ask gekauft und nach denselben Regeln zum Bid verkauft worden, Gebühren eingerechnet. Ein paar Angebote beweisen nichts über deine Taps.

option-record-title = Eine Option auf jede Ansage
option-record-none = Noch ist keine Ansage mit einer Seite fällig geworden.
option-record-few = { $count ->
    [one] { $count } Option
   *[other] { $count } Optionen
}, { $independent } unabhängig: noch nicht genug Daten
option-record-count = { $count ->
    [one] { $count } Option
   *[other] { $count } Optionen
}, { $independent } unabhängig
option-record-won = { $share } davon brachten Geld ein (95 %: { $interval })
option-record-gain = Im Mittel { $gain } des gezahlten Preises (95 %: { $low } bis { $high })
option-record-calls = Calls, gekauft bei KAUF: im Mittel { $gain }, Anzahl { $count }
option-record-puts = Puts, gekauft bei VERKAUF: im Mittel { $gain }, Anzahl { $count }
option-record-model = { $count } mangels frischem Kurs zum Preis eines Modells verkauft
option-record-about = Zu jeder Ansage wird ein Kontrakt zum Ask gekauft und zum Bid verkauft, wenn sie fällig ist, Gebühren eingerechnet, egal ob jemand gefragt wurde. Ansagen, die weniger als einen Horizont auseinanderliegen, überlappen sich und zählen nur zum Teil.

## Modes

mode-title = Modus
mode-on = { $mode } – an
mode-live-broker = Orders gehen an { $broker }.
mode-live-not-configured = Nicht eingerichtet: Nenne in der Konfiguration einen Broker für Live-Orders und starte das Programm neu.
mode-practice = Übung: Auf diesem simulierten Markt werden Ansagen angeboten, die die Regeln für einen echten zurückhalten würden.
mode-live-ask = ⚠️ Von da an wird, was du freigibst, mit echtem Geld gekauft. Tippe zum Bestätigen noch einmal.

## Messages of the desk

notice-bought = Gekauft
notice-sold = Verkauft: { $profit } ({ $gain })
notice-sold-reason = Grund: { $reason }.
notice-sold-prices = { $contracts } gekauft zu { $bought }, verkauft zu { $sold }; Haltedauer { $held }
notice-unfilled = ⚠️ Eine Order wurde nicht wie gewollt ausgeführt
notice-unsold = ⚠️ Ein Verkauf wurde nicht wie gewollt ausgeführt
notice-unsold-more = Der Rest wird noch gehalten; er wird wieder zum Verkauf gestellt. /positions zeigt ihn.
notice-halted = ⚠️ Der Handel ist gestoppt: { $reason }
notice-halted-more = Seit { $when } wird nichts mehr eröffnet. Was gehalten wird, wird nach den Regeln überwacht und verkauft. Der Eigentümer setzt den Handel mit /resume fort.
notice-mismatch = ⚠️ Die Positionen beim Broker sind nicht die im Buch
notice-mismatch-one = { $contract }: { $book } im Buch, { $broker } beim Broker
notice-mismatch-more = Sieh in deinem Konto beim Broker nach. Auf etwas, das ich nicht kenne, eröffne ich nichts; /pause stoppt alles, bis es geklärt ist.
attribution-title = Woher es kam
attribution-price = Kurs
attribution-time = Zeit
attribution-volatility = Volatilität
attribution-spread = Spread
attribution-fees = Gebühren
attribution-rest = Ungeklärt
attribution-part = { $name } { $amount }
attribution-none = Woher es kam, ließ sich nicht ermitteln.

## Answers to what is no command

unknown-command = Diesen Befehl kenne ich nicht. /help zeigt, was ich verstehe.
plain-text = Ich verstehe Befehle und Knöpfe. /help zeigt sie.
no-text = Ich kann nur Text und Knöpfe lesen. /help zeigt, was ich verstehe.
edited = Du hast eine Nachricht bearbeitet; hier ändert das nichts. Schick sie noch einmal als neue.
toast-expired = Dieser Knopf ist abgelaufen. Schick /start für frische.
toast-nothing-new = Nichts Neues.
talk-lost = Ich habe den Faden verloren, was ich gefragt hatte. Bitte fang noch einmal an.
apology = Bei mir ging etwas schief, es steht im Log. Bitte versuch es noch einmal.
setup-id = Deine ID:
setup-line = Um zugelassen zu werden, setz { $setting } auf diese Zahl und starte das Programm neu.

## The exchange's hours

notice-opens = 🔔 Die Börse ist offen: { $date }
notice-closes = 🔔 Die Börse hat geschlossen: { $date }
notice-shut = 🔕 Heute kein Handel, { $date }

## Accuracy over time

button-over-time = Zeitverlauf
over-time-head = { $symbol } · { $horizon }: eingetroffen
over-time-span = Gesamte Aufzeichnung, { $from } bis { $to }
over-time-right = eingetroffen
over-time-band = 95-%-Intervall
over-time-baseline = häufigste Antwort
over-time-independent = { $independent } unabh.
over-time-not-yet = Noch nicht genug Daten: Für ein Bild braucht es Ergebnisse von zwei Tagen.
over-time-newest = Bis { $date }: { $share } richtig (95 %: { $interval }), immer die häufigste Antwort { $baseline }, { $independent } unabhängig
over-time-means = Jeder Punkt zählt alles seit dem Anfang. Das Band gilt für alle Tage zugleich; Können würde es über die gestrichelte Linie heben.
## Ways through the chat, and settings

group-now = Jetzt
group-record = Ergebnisse
group-trading = Handel
group-learning = Lernen
group-reports = Berichte
button-now = Jetzt
button-record = Ergebnisse
button-trading = Handel
button-learning = Lernen
button-reports = Berichte
button-settings = Einstellungen
command-settings = Meldungen, Ruhezeit, Bilder, Symbole, Regeln, Änderungen
command-language = die Sprache, die ich mit dir spreche
settings-title = Einstellungen
settings-one = { $name }: { $value }
settings-chosen = ✓ { $choice }
settings-saved = Gespeichert.
settings-default = wie üblich
settings-none = keine
settings-hours = { $from }–{ $to }
settings-levels-now = Meldungen: { $loud } mit Ton, { $silent } lautlos, { $off } aus
settings-rules-now = { $count ->
    [0] Regeln: alle wie in der Konfiguration
    [one] Regeln: { $count } hier gesetzt, die anderen wie in der Konfiguration
   *[other] Regeln: { $count } hier gesetzt, die anderen wie in der Konfiguration
}
settings-quiet = Ruhezeit
settings-zone = Zeitzone
settings-report-at = Bericht
settings-pictures = Bilder
settings-shown = Gezeigt
settings-watched = Beobachtet
button-notifications = Meldungen
button-quiet = Ruhezeit
button-report-time = Berichtszeit
button-pictures = Bilder
button-symbols = Symbole
button-language = Sprache
button-rules = Regeln
button-history = Änderungen
settings-levels-title = Meldungen
settings-levels-tap = Ein Tap wechselt: an, lautlos, aus.
level-on = an
level-silent = lautlos
level-off = aus
topic-offers = Angebote
topic-offers-means = Signale, die sich freigeben lassen
topic-trades = Trades
topic-trades-means = Käufe, Verkäufe, nicht ausgeführte Orders
topic-stops = Stopps
topic-stops-means = der Handel wurde gestoppt, Buch und Broker weichen ab
topic-reports = Berichte
topic-reports-means = der Bericht eines Tages, einer Woche, eines Monats
topic-learning = Lernen
topic-learning-means = was schlechter wird
topic-sources = Quellen
topic-sources-means = Quellen, die ausfallen oder wieder antworten
topic-hours = Börsenzeiten
topic-hours-means = die Börse öffnet, schließt oder bleibt geschlossen
topic-service = Dienst
topic-service-means = der Dienst selbst
settings-quiet-title = Ruhezeit
settings-quiet-off = Keine Ruhezeit.
settings-quiet-on = Ruhe: { $hours }, { $zone }
settings-quiet-means = In der Ruhezeit kommen nur Angebote und Stopps sofort. Alles andere wartet und kommt danach gesammelt.
button-no-quiet = Keine Ruhezeit
button-zone = Zeitzone
settings-zone-title = Zeitzone
settings-zone-now = { $zone }, dort ist es jetzt { $time } Uhr
button-other-zone = Andere Zeitzone
settings-ask-zone = Welche Zeitzone? Schick einen Namen wie Europe/Warsaw oder Asia/Tokyo.
settings-wrong-zone = Eine Zeitzone dieses Namens kenne ich nicht. Schick eine wie Europe/Warsaw oder tippe auf „Abbrechen“.
settings-report-title = Berichtszeit
settings-report-now = Der Bericht eines Handelstags kommt um { $when }.
settings-report-evening = { $time } Uhr New York
settings-report-morning = { $time } Uhr New York am nächsten Morgen
settings-report-means = Egal wann er kommt: Er berichtet vom selben Tag.
button-next-morning = { $time } am Morgen danach
settings-pictures-title = Bilder
settings-pictures-means = Welche Farben sollen die Bilder haben?
theme-dark = dunkel
theme-light = hell
settings-language-title = Sprache
settings-language-means = Welche Sprache soll ich mit dir sprechen?
settings-symbols-title = Symbole
settings-symbols-main = Gehandelt: { $symbol }
settings-symbols-alone = Kein anderes Symbol wird beobachtet.
settings-symbols-watched = Daneben beobachtet, jedes mit eigener Aufzeichnung: { $symbols }
settings-symbols-shown = In diesem Chat gezeigt: { $symbol }
button-show-symbol = { $symbol } zeigen
button-watch = + { $symbol }
button-unwatch = − { $symbol }
button-other-symbol = Anderes Symbol
settings-ask-symbol = Welches Symbol soll beobachtet werden? Schick seinen Ticker, zum Beispiel LMT.
settings-wrong-symbol = Das ist kein Tickersymbol. Schick 1 bis 8 Buchstaben oder Ziffern wie LMT oder tippe auf „Abbrechen“.
settings-watched-full = Mehr Symbole lassen sich nicht beobachten. Nimm erst eins weg.
settings-watched-already = Dieses Symbol ist schon dabei.
settings-rules-title = Regeln
settings-rules-means = Was hier gesetzt ist, gilt sofort, für neue Angebote und für das, was gehalten wird.
settings-rule-set = { $name }: { $value } (Konfiguration: { $configured })
settings-rule-range = Möglich ist { $low } bis { $high }.
rule-threshold = Nötige Konfidenz
rule-trade-max = Höchstens je Trade
rule-trade-share-max = Ein Trade, Anteil am Kontowert
rule-exposure-max = Alle Positionen, Anteil am Kontowert
rule-positions-max = Positionen zugleich
rule-trades-a-month-max = Trades im Monat
rule-day-loss-max = Verlust eines Tages
rule-losses-in-row-max = Verluste in Folge
rule-drawdown-max = Rückgang vom Höchststand
rule-offer-minutes = Zeit zum Freigeben
rule-stop = Stop, Anteil am gezahlten Preis
rule-target = Ziel, Anteil am gezahlten Preis
rule-sessions-max = Handelstage bis zum Verkauf
button-step-down = ▼ { $value }
button-step-up = ▲ { $value }
button-other-value = Anderer Wert
button-as-configured = Wie in der Konfiguration
settings-ask-rule = { $rule }: Schick einen Wert von { $low } bis { $high }.
settings-wrong-range = Das passt nicht. Schick einen Wert von { $low } bis { $high } oder tippe auf „Abbrechen“.
settings-sure = ⚠️ Der Handel ist live, und damit kann mehr verloren gehen. { $rule }: von { $before } auf { $after }. Tippe zum Bestätigen noch einmal.
button-change-for-sure = Ja, ändern
settings-history-title = Änderungen
settings-history-none = Noch wurde nichts geändert.
settings-history-one = { $when }, { $whom }: { $name } = { $value }
settings-history-undo = { $when }, { $whom } zurückgenommen: { $name } wieder = { $value }
settings-history-means = „Rückgängig“ nimmt die neueste Änderung zurück, jedes weitere Mal die davor.
settings-changed-meanwhile = Inzwischen wurde etwas geändert. Sieh dir die Änderungen noch einmal an.
button-undo = ↶ Rückgängig

## Several symbols

watched-title = Auch vorhergesagt
watched-call = { $symbol }: { $call } bei { $price }, { $when }
watched-no-call = { $symbol }: noch keine Prognose
settings-watched-impossible = Dieses Symbol lässt sich an diesem Markt nicht vorhersagen.
watched-left = { $symbol } wird nicht mehr vorhergesagt: Das hier ist die Aufzeichnung dazu.
button-symbol-here = • { $symbol }
## Groups and the PIN

group-type-report = In einer Gruppe kann ich nicht auf einen Text warten. Gib /report mit dem Tag ein, etwa /report 2026-01-02.
group-type-elsewhere = In einer Gruppe kann ich nicht auf einen Text warten. Stell das in deinem privaten Chat mit mir ein.
pin-ask = Gib deine PIN ein
pin-wrong = Das ist nicht die PIN, und nichts wurde getan. Versuche übrig: { $left }. Fang mit dem Knopf oder Befehl noch einmal an.
pin-locked = Zu viele falsche Eingaben. Bis { $when } wird keine PIN angenommen; nichts wurde getan.
pin-expired = Dieses Tastenfeld ist abgelaufen, und nichts wurde getan. Fang mit dem Knopf oder Befehl noch einmal an.
pin-cancelled = Nichts wurde getan.
pin-anothers = Dieses Tastenfeld gehört jemand anderem.
notice-pin-locked = ⚠️ Die PIN wurde { $count }-mal falsch eingegeben
notice-pin-locked-more = Es war Person { $who }. Bis { $when } wird von ihr keine PIN angenommen. Warst du das? Wenn nicht, nimm diese ID aus der Konfiguration und starte das Programm neu.

## Bells

notice-shut-because = 🔕 Heute kein Handel, { $date }: { $reason }
bell-until = Gehandelt wird bis { $time } Uhr New York.
bell-early = Ein kurzer Tag: Gehandelt wird bis { $time } Uhr New York ({ $reason }).
bell-move = { $symbol } schloss bei { $price }, { $change } zum vorigen Handelsschluss.
bell-price = { $symbol } schloss bei { $price }.
bell-no-price = Für diesen Tag habe ich keinen Kurs von { $symbol }.
bell-calls = { $made ->
    [one] { $made } Prognose
   *[other] { $made } Prognosen
} heute: { $up } aufwärts, { $hold } halten, { $down } abwärts.
bell-no-calls = Heute wurde keine Prognose abgegeben.
bell-next = Der nächste Handelstag beginnt am { $date } um { $time } Uhr New York.
bell-next-unknown = Den nächsten Handelstag kennt mein Kalender nicht.

## What was held back or gathered

notice-digest = 🌙 In der Ruhezeit: { $alerts ->
    [one] { $alerts } Hinweis
   *[other] { $alerts } Hinweise
}, { $reports ->
    [one] { $reports } Bericht
   *[other] { $reports } Berichte
}
notice-digest-away = 📬 Was auf Telegram wartete: { $alerts ->
    [one] { $alerts } Hinweis
   *[other] { $alerts } Hinweise
}
digest-times = Alle Zeiten in New Yorker Zeit.
digest-line = { $when } · { $title }
digest-more = { $count ->
    [one] und { $count } weiterer
   *[other] und { $count } weitere
}
digest-reports = { $reports ->
    [one] Der Bericht folgt.
   *[other] Die Berichte folgen.
}
notice-flaps = ⚠️ { $source }: { $channel } seit { $when } { $times ->
    [one] einmal
   *[other] { $times }-mal
} ausgefallen
notice-flaps-still = { $why } Die Störung hält an. Mehr dazu: /health.
notice-flaps-again = Vorerst antwortet die Quelle wieder. Mehr dazu: /health.
notice-drifts = 📉 Drift: { $count ->
    [one] { $count } Teil meiner Vorhersagen ist
   *[other] { $count } Teile meiner Vorhersagen sind
} schlechter geworden als ohne Können
drifts-line = { $horizon }: { $names }
drifts-whole = die gesamte Vorhersage

## Reports of days, weeks and months

report-verdict-none = Heute wurde keine 24-Stunden-Ansage ausgewertet.
report-verdict = 24-Stunden-Ansagen, ausgewertet an diesem Tag: { $share } richtig. Immer dieselbe Ansage: { $baseline }.{ $judged ->
    [enough] { "" }
   *[rest] { " " }Ein Tag beweist nichts.
}
report-late = ⏰ Dieser Bericht kommt { $span } zu spät: Um 17:00 Uhr lief der Dienst nicht oder konnte den Markt nicht lesen.
report-settled-before = Ausgewertet am { $date }
report-counted = { $count ->
    [one] { $count } Ergebnis
   *[other] { $count } Ergebnisse
} = { $independent } unabhängig; immer { $call }: { $baseline }
report-options-title = Optionen auf die Ansagen
report-options = { $horizon }: { $count ->
    [one] { $count } Option
   *[other] { $count } Optionen
}, { $won } mit Gewinn, im Mittel { $mean }
report-options-none = Keine Option auf eine Ansage ging zu Ende.
report-desk = Handel: { $offered } angeboten, { $approved } freigegeben, { $denied } abgelehnt, { $open } jetzt gehalten
report-desk-trades = { $count ->
    [0] Kein Trade endete.
    [one] { $count } Trade endete, mit Gewinn: { $won }, zusammen { $profit }
   *[other] { $count } Trades endeten, mit Gewinn: { $won }, zusammen { $profit }
}
report-spoke = { $count ->
    [one] { $count } von { $all } Signalen meldete sich.
   *[other] { $count } von { $all } Signalen meldeten sich.
}
report-changes = { $count ->
    [0] Was ich lernte, hat mich kaum verändert.
    [one] Gelernt: { $count } nennenswerte Änderung
   *[other] Gelernt: { $count } nennenswerte Änderungen
}
report-proof = ✅ live = Replay: { $all } von { $all } Entscheidungen und Ergebnissen gleich
report-proof-differs = ⚠️ live ≠ Replay: { $count } von { $all } Entscheidungen und Ergebnissen anders
report-proof-none = live = Replay: nicht verglichen
report-advice = 💡 { $advice }
report-advice-none = Keine Regel verlangt etwas.
report-advice-foot = Jeder Rat folgt nach einer genannten Regel aus Zahlen; keiner ist eine Prognose.
report-advice-verify = Live und Replay unterscheiden sich in { $count ->
    [one] { $count } Fall
   *[other] { $count } Fällen
}: Stopp den Dienst und führ algoslayer verify aus.
report-advice-leave-live = Geh zurück zum Papierhandel: noch kein Beleg für Können.
report-advice-paper = Bleib beim Papierhandel: noch kein Beleg für Können.
report-advice-skipped = { $count ->
    [one] { $count } Zyklus brachte
   *[other] { $count } Zyklen brachten
} keine Prognose: /health zeigt, wie die Quellen antworten.
report-advice-silent = { $signal } ist seit { $count ->
    [one] { $count } Tag
   *[other] { $count } Tagen
} stumm: Prüf die Quelle dazu in /health.
report-advice-no-claims = Keine Ansage erreichte in diesem Monat { $threshold }. Solche Ansagen sind selten; senk deshalb nicht die Schwelle.
report-state-learning = Stufe: 🟡 lernend
report-state-good = Stufe: 🟢 gut
report-state-excellent = Stufe: ⭐ ausgezeichnet
report-part-accuracy = Genauigkeit
report-part-options = Optionen
report-part-signals = Signale
report-part-learned = Gelernt
report-part-advice = Rat
report-part-rules = Stufen
report-signal-spoke = { $count ->
    [one] meldete sich einmal
   *[other] meldete sich { $count }-mal
}
report-signal-silent = stumm, { $reason }
report-side = Seite richtig: { $share } ({ $interval }) von { $independent } unabhängigen auf 24 Stunden
report-side-none = Auf 24 Stunden wurde keine Seite geprüft.
report-rule-learning = 🟡 Lernend: weniger als { $evidence } unabhängige Ergebnisse auf 24 Stunden oder kein Beleg für Können oder Konfidenzen, die nachweislich falsch sind.
report-rule-good = 🟢 Gut: Der Vorsprung auf „ohne Können“ liegt mit seinem ganzen Intervall über 0, und es ist nicht belegt, dass der Kalibrierungsfehler über { $limit } liegt.
report-rule-excellent = ⭐ Ausgezeichnet: Auch die Checkliste von /ready ist erfüllt, und was aus früheren Ansagen wurde, stützt die mit { $threshold }.
report-ground-independent = { $independent } unabhängige Ergebnisse
report-ground-skilled = Vorsprung auf „ohne Können“ über 0
report-ground-calibration = Kalibrierungsfehler mindestens { $share }
report-ground-ready = Checkliste von /ready erfüllt
report-ground-backed = Hohe Konfidenz gestützt
report-week-title = Woche
report-month-title = Monat
report-span = { $from } bis { $to }
report-settled-span = In dieser Zeit ausgewertet
report-span-skipped = Zyklen ohne Prognose: { $count }
report-span-claims = Ansagen mit hoher Konfidenz: { $count }
report-state-begin = Am Anfang: { $verdict }
report-state-end = Am Ende: { $verdict }
report-equity = Kontowert von { $from } auf { $to }
report-best = Am häufigsten richtig: { $signal }
report-worst = Am seltensten richtig: { $signal }
report-weight = { $signal }: Gewicht { $from }, jetzt { $to }
report-next-shut = { $date }: geschlossen, { $reason }
report-next-early = { $date }: Handelsschluss schon um 13:00 Uhr, { $reason }
button-report-day = Tag
button-report-week = Woche
button-report-month = Monat
button-report-back = ‹ Bericht
button-span-before = ‹ Davor
button-span-after = Danach ›
report-picture = { $date } · Genauigkeit im Zeitverlauf
report-warn-differs = ⚠️ { $date }: Das Replay fiel anders aus als live. Stopp den Dienst und führ algoslayer verify aus.
report-bad-asked = Das kann ich nicht lesen. Schick /report mit einem Tag wie { $day }, einer Woche wie { $week } oder einem Monat wie { $month }.

## Training and models

button-train = Training
button-models = Modelle
button-train-now = 🎓 Training { $share }
button-train-start = ▶ Trainieren
button-train-cancel-for-sure = Ja, abbrechen
button-train-go-on = Fortführen
button-card = Karte
button-card-last = Letzte Karte
button-card-of = Karte { $id }
button-promote = Einsetzen
button-promote-of = { $id } einsetzen
button-promote-for-sure = Ja, einsetzen
button-roll-back = Zurückwechseln
button-roll-back-for-sure = Ja, zurückwechseln
command-train = Modelle trainieren und wie weit ein Training ist
command-models = alle trainierten Modelle mit ihren Ergebnissen
command-rollback = zurück zum Modell, das vorher im Einsatz war
train-title = Training
train-run-title = Training { $number }
train-done-title = Training { $number } ist fertig
train-about = Modelle lernen aus jeder Entscheidung, deren Ergebnis bekannt ist, und werden an Tagen geprüft, die sie nicht gesehen haben.
train-data = { $have } { $count ->
    [one] unabhängige Beobachtung
   *[other] unabhängige Beobachtungen
} zum Lernen, { $need } sind nötig.
train-not-enough = Noch nicht genug Daten
train-too-little = Bisher { $have } { $count ->
    [one] unabhängige Beobachtung
   *[other] unabhängige Beobachtungen
}, { $need } sind nötig. Sie kommen von selbst, sobald Ergebnisse bekannt werden.
train-chosen = ✓ { $name }
train-means = : { $sentence }
train-no-such = Dieses Training gibt es nicht.
train-waiting = Für später vorgemerkt
train-waiting-means = Es beginnt von selbst, sobald sich ein Rechner verbindet, der trainiert.
train-running = Läuft
train-bar = { $bar } { $share }
train-units = Fertig: { $done } von { $all } Teilen
train-at-fold = Jetzt: Fold { $fold }, { $family }
train-at-final = Jetzt: die abschließende Anpassung, { $family }
train-best = Bisher am besten: { $family }, Vorsprung { $gain }
train-left = Restzeit: etwa { $span }
train-trainers = { $count ->
    [one] { $count } Rechner arbeitet
   *[other] { $count } Rechner arbeiten
}
train-fault = Letzter Fehler: { $fault }
train-families = Familien: { $names }
train-depth = { $depth }, { $place }
train-asked = Verlangt: { $when }
train-began = Begonnen: { $when }
train-cancel-ask = Dieses Training abbrechen? Was bisher fertig ist, wird verworfen.
train-started = Training { $number } läuft.
train-kept = Training { $number } ist vorgemerkt: Es beginnt, sobald sich ein Rechner verbindet, der trainiert.
train-busy = Training { $number } wartet oder läuft schon.
train-cancelled = Das Training ist abgebrochen.
train-nothing = Das gibt es nicht mehr.
train-promoted = Das Modell ist ab der nächsten Entscheidung im Einsatz.
train-not-allowed = Die Regel erlaubt es noch nicht; die Karte sagt, warum.
train-rolled-back = Ab der nächsten Entscheidung: { $model }
train-too-few = Noch nicht genug Daten: { $have } unabhängige Beobachtungen, { $need } sind nötig.
train-failed = Es war nicht möglich; im Log steht, warum. Versuch es später noch einmal.
train-refused = Nur der Eigentümer darf trainieren, abbrechen, einsetzen und zurückwechseln. Nichts wurde getan.
trainer-connected = 🟢 { $name } ist verbunden.
trainer-seen = ⚪ { $name } war zuletzt da: { $when } ({ $ago } her).
trainer-never = Noch nie hat sich ein Rechner von dir verbunden. Um einen einzurichten, führ auf ihm aus:
depth-light = Leicht
depth-light-means = wenige Folds, wenige Versuche, kleine Modelle; Minuten
depth-usual = Üblich
depth-usual-means = nach Quartalen geprüft, eine Handvoll Versuche je Familie
depth-thorough = Gründlich
depth-thorough-means = nach Monaten geprüft, fünfzehn Versuche je Familie; dauert am längsten
place-trainers = Mein Rechner
place-server = Dieser Server
place-server-means = Dieser Server trainiert neben seiner Arbeit, mit niedrigster Priorität: ein leichtes Training.
place-trainers-means = Dein Rechner trainiert; dieser Server verteilt nur die Teile.
place-trainers-later = Keiner deiner Rechner ist verbunden: Das Training wird vorgemerkt und beginnt, sobald einer es ist.
family-logistic = Logistische Regression
family-forest = Random Forest
family-boosting = Boosting mit Bäumen, zweite Ordnung
family-gradient = Boosting mit Bäumen, erste Ordnung
family-network = Neuronales Netz
family-sequence = Rekurrentes Netz
family-ensemble = Alle Familien zusammen
family-short-logistic = Logistisch
family-short-forest = Forest
family-short-boosting = Boosting
family-short-gradient = Gradient
family-short-network = Netz
family-short-sequence = Rekurrent
family-short-ensemble = Zusammen
ranged = { $value } (95 %: { $low } bis { $high })
card-title = Karte zu Training { $number }
card-not-yet = Es hat noch keine Karte.
card-cancelled = Es wurde abgebrochen.
card-failed = Es ließ sich nicht abschließen. Was im Einsatz war, bleibt im Einsatz; /train beginnt ein neues.
card-verdict-none = Keine Familie ließ sich anpassen, also gibt es nichts einzusetzen.
card-verdict-too-few = Zu wenig ließ sich prüfen, um etwas zu sagen.
card-verdict-worse = Die beste Familie war schlechter als „ohne Können“, mehr als Zufall.
card-verdict-no-evidence = Kein Beleg, dass eine Familie mehr weiß als „ohne Können“: Ihr Vorsprung kann Zufall sein.
card-verdict-luck = Die beste Familie sieht besser aus als „ohne Können“, aber bei so vielen Versuchen ist das ebenso gut Glück.
card-verdict-not-online = Die beste Familie wusste mehr als „ohne Können“, aber nicht mehr als das, was schon online lernt.
card-verdict-better = Die beste Familie wusste mehr als „ohne Können“, mehr als Zufall, an Tagen, die sie nicht gesehen hatte.
card-rule = Besser heißt: Das ganze Intervall des Vorsprungs liegt über 0, mindestens { $need } unabhängige Beobachtungen wurden geprüft, Overfitting ist weniger wahrscheinlich als { $share }, und der Log Loss ist niedriger als der des Online-Lernens.
card-data = Daten: { $from } bis { $until }, { $count } Entscheidungen, { $independent } unabhängig
card-tested = Out of Sample geprüft: { $count } Entscheidungen, { $independent } unabhängig, { $folds } Folds
card-simulated = 🧪 Gelernt an einem SIMULIERTEN Markt: Über echte Kurse sagt das nichts.
card-seed = Seed { $seed }, Tiefe { $depth }, Daten { $data }
card-best = Am besten: { $family }
card-gain = Vorsprung auf „ohne Können“: { $gain }
card-online = Vorsprung auf das Online-Lernen: { $gain }
card-side = Seite richtig: { $share }
card-calibration = Kalibrierungsfehler { $error }, Steigung { $slope } (1 ist richtig)
card-calibration-error = Kalibrierungsfehler { $error }
card-conviction = Ansagen ab { $from }: { $right } von { $count } richtig (95 %: { $interval })
card-conviction-none = Ansagen ab { $from }: keine
card-options = Optionen auf die Ansagen: { $gain } der Prämie, { $count ->
    [one] { $count } Ansage
   *[other] { $count } Ansagen
}
card-options-none = Optionen auf die Ansagen: noch nicht genug Daten
card-overfitting = Wahrscheinlichkeit von Overfitting: { $share }
card-overfitting-unknown = Wahrscheinlichkeit von Overfitting: lässt sich nicht sagen
card-table = Vorsprung auf „ohne Können“ (Log Loss, 95 %):
card-serves = Das Modell ist jetzt im Einsatz.
card-may-serve = Nichts spricht dagegen, es einzusetzen.
card-may-not-serve = Es darf noch nicht in den Einsatz; die Karte sagt, warum.
card-was = Die Zeit dieses Modells ist vorbei: Seitdem wurde ein anderes trainiert oder eingesetzt.
card-against = Was dagegen spricht, es einzusetzen:
card-hurdle = – { $hurdle }
card-not-installed = – es wurde nicht übernommen
card-head = Training { $number } · { $symbol }
card-chart-gain = Vorsprung auf „ohne Können“ mit 95-%-Intervall
card-chart-online = Online-Lernen
card-chart-reliability = { $family }: genannt und was davon eintraf
card-chart-importance = Worauf es hört
card-chart-rest = Markt
hurdle-evidence = Evidenz { $have }, { $need } ist nötig
hurdle-gain = Vorsprung auf das, was jetzt im Einsatz ist: { $have }, { $need } ist nötig
hurdle-calibration = Kalibrierungsfehler { $have }, höchstens { $most } ist erlaubt
hurdle-slope = Steigung der Kalibrierung { $have }: zu weit von 1
hurdle-recent = in den letzten 60 Tagen um { $have } schlechter als das, was jetzt im Einsatz ist
hurdle-shadow = seit dem Training an { $have } von { $need } Handelstagen beobachtet
hurdle-harm = seit dem Training schlechter als das, was jetzt im Einsatz ist, Evidenz { $have }
models-title = Modelle
models-online = Die Online-Experten sind allein im Einsatz.
models-none = Noch wurde kein Modell trainiert. /train beginnt.
models-trained = Trainiert bis { $date }, Vorsprung auf „ohne Können“ { $gain }
models-since = Im Einsatz seit { $when }
models-record = Aufzeichnung über { $days }: Log Loss { $loss }, ohne Können { $base }; Seite richtig bei { $share } von { $moves } unabhängigen Bewegungen
models-record-still = Aufzeichnung über { $days }: Log Loss { $loss }, ohne Können { $base }
models-no-record = Noch kein Ergebnis nach dem Training.
models-faults = { $count ->
    [one] Einmal ergab es keine Zahl.
   *[other] { $count }-mal ergab es keine Zahl.
}
models-may-serve = Nichts spricht dagegen, es einzusetzen.
models-against = Gegen den Einsatz: { $hurdles }
standing-champion = ⭐ Im Einsatz: { $model }
standing-challenger = 👁 Beobachtet: { $model }
standing-former = Früher im Einsatz: { $model }
standing-superseded = Vor dem Einsatz ersetzt: { $model }
model-named = { $family } { $id }
model-online = nur die Online-Experten
promote-ask = Jetzt im Einsatz: { $now }. Ab der nächsten Entscheidung: { $next }. Soll das gelten?
promote-not = Die Regel erlaubt es nicht; die Karte sagt, warum.
rollback-title = Zurückwechseln
rollback-ask = Jetzt im Einsatz: { $now }. Nach dem Zurückwechseln, ab der nächsten Entscheidung: { $next }. Soll das gelten?
rollback-nothing = Nur die Online-Experten sind im Einsatz: Es gibt nichts, wovon man zurückwechseln könnte.
notice-training-failed = ⚠️ Training { $number } ließ sich nicht abschließen
notice-training-failed-more = Grund: { $why } Was im Einsatz war, bleibt im Einsatz; /train beginnt ein neues.
notice-model-refused = ⚠️ Ein Modell aus Training { $number } wurde nicht übernommen
notice-model-refused-more = Grund: { $why } Was im Einsatz war, bleibt im Einsatz; /train versucht es noch einmal.
notice-model-swapped = 🔁 { $symbol }: ab jetzt { $model }
swap-promoted = Der Eigentümer hat es eingesetzt, und die Regel erlaubte es.
swap-asked-back = Der Eigentümer wollte zurückwechseln.
swap-beaten = Was vorher im Einsatz war, schnitt seitdem besser ab, deshalb wurde von selbst zurückgewechselt.
swap-drifted = Der Log Loss sprach für eine Wende zum Schlechteren, deshalb wurde von selbst zurückgewechselt.
swap-faulty = Zu oft ergab das Modell keine Zahl, deshalb wurde von selbst zurückgewechselt.
