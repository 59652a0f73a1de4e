# Every sentence of the chat in Polish. Number first, then its unit; one idea a line; an error says what to do next.
# Markup is added by the program: whatever stands here is shown as it is written.

## Numbers, days and spans

interval = { $low }–{ $high }%
when = { $day } { $time } (Nowy Jork)
when-in-table = { $day } { $time }
date = { $day } { $year }
day-and-month = { $weekday } { $day } { $month }
bare-day = { $day } { $month }
unit-moment = poniżej 1 min
unit-minutes = { $count } min
unit-hours = { $minutes ->
    [0] { $hours } h
   *[other] { $hours } h { $minutes } min
}
unit-days = { $count ->
    [one] { $count } dzień
    [few] { $count } dni
    [many] { $count } dni
   *[other] { $count } dnia
}
weekday-monday = pon.
weekday-tuesday = wt.
weekday-wednesday = śr.
weekday-thursday = czw.
weekday-friday = pt.
weekday-saturday = sob.
weekday-sunday = niedz.
month-1 = sty
month-2 = lut
month-3 = mar
month-4 = kwi
month-5 = maja
month-6 = cze
month-7 = lip
month-8 = sie
month-9 = wrz
month-10 = paź
month-11 = lis
month-12 = gru

## Names

call-buy = 🟢 KUPNO
call-hold = ⚪ TRZYMANIE
call-sell = 🔴 SPRZEDAŻ
horizon-1h = 1 h
horizon-4h = 4 h
horizon-24h = 24 h
signal-news-sentiment = Nastrój wiadomości
signal-technical-analysis = Analiza techniczna
signal-options-flow = Przepływ opcji
signal-volatility-analysis = Zmienność
signal-momentum = Momentum
signal-sector-correlation = Korelacja z sektorem
signal-mean-reversion = Powrót do średniej
signal-market-regime = Reżim rynku
table-news-sentiment = Wiadomości
table-technical-analysis = Technika
table-options-flow = Opcje
table-volatility-analysis = Zmienność
table-momentum = Momentum
table-sector-correlation = Sektor
table-mean-reversion = Powrót
table-market-regime = Reżim
table-1h = 1 h
table-4h = 4 h
table-24h = 24 h
abstains-warming-up = ma jeszcze za krótką historię
abstains-stale = jego najnowsze dane są za stare
abstains-no-feed = nie podłączono dla niego źródła
abstains-no-evidence = nie widzi przesłanek za żadnym kierunkiem
abstains-bad-input = z jego danych nie wyszła żadna użyteczna liczba
abstains-not-built = ta wersja jeszcze nie umie go policzyć
skip-no-bar = nie przyszła żadna świeca
skip-warming-up = za krótka historia
skip-too-late = było za późno, by zrobić to uczciwie
skip-no-calendar = tu kończy się kalendarz
skip-no-movement = cena się nie ruszyła
skip-means-no-bar = Bez świeżej ceny nikt nie mógłby skorzystać ze wskazania. Stan źródeł pokazuje /health.
skip-means-warming-up = Nie wiadomo jeszcze, jaki ruch jest zwykły, a bez tego nie ma pasma TRZYMANIA. Potrzeba kilku pełnych sesji.
skip-means-too-late = Cykl policzono długo po jego czasie; takie wskazanie znałoby już to, co nastąpiło później. Następnego cyklu to nie dotyczy.
skip-means-no-calendar = Nie da się podać terminu rozliczenia wyniku. Nowsza wersja programu zna więcej lat.
skip-means-no-movement = Bez żadnego ruchu nie ma pasma TRZYMANIA, które cena mogłaby opuścić. Wskazania wrócą, gdy cena znów się ruszy.
closure-new-year = Nowy Rok
closure-martin-luther-king = Dzień Martina Luthera Kinga
closure-presidents = Dzień Prezydentów
closure-good-friday = Wielki Piątek
closure-memorial = Dzień Pamięci
closure-juneteenth = Juneteenth
closure-independence = Dzień Niepodległości
closure-labor = amerykańskie Święto Pracy
closure-thanksgiving = Święto Dziękczynienia
closure-christmas = Boże Narodzenie
closure-september-11 = zamachy z 11 września 2001
closure-mourning-reagan = żałoba po prezydencie Reaganie
closure-mourning-ford = żałoba po prezydencie Fordzie
closure-hurricane-sandy = huragan Sandy
closure-mourning-bush = żałoba po prezydencie G. H. W. Bushu
closure-mourning-carter = żałoba po prezydencie Carterze
early-close-independence-eve = dzień przed Dniem Niepodległości
early-close-after-independence = dzień po Dniu Niepodległości
early-close-after-thanksgiving = dzień po Święcie Dziękczynienia
early-close-christmas-eve = Wigilia
early-close-after-christmas = dzień po Bożym Narodzeniu

## On every screen

title = { $screen } · { $symbol }
simulated = 🧪 SYMULOWANY rynek: ceny nie są prawdziwe
confidence = { $percent } (nieskalibrowana: dotąd { $independent } { $count ->
    [one] niezależny wynik
    [few] niezależne wyniki
    [many] niezależnych wyników
   *[other] niezależnego wyniku
})
confidence-learned = { $percent } (80%: { $interval }), bez umiejętności { $base }
sure-evidence = Podstawa nauki: { $independent } { $count ->
    [one] niezależny wynik
    [few] niezależne wyniki
    [many] niezależnych wyników
   *[other] niezależnego wyniku
}
sure-balance = Jeśli cena się ruszy: { $share } za wzrostem
sure-high = Wysoce prawdopodobne: nic temu nie przeczy.
barrier-no-side = Nie wskazano żadnego kierunku.
barrier-uncalibrated = Pochodzi z modelu, który się nie uczył: jego pewności nigdy nie porównano z tym, co się sprawdziło.
barrier-confidence = Pewność { $share }: potrzeba { $needed }.
barrier-lower-end = Dolny kraniec przedziału pewności { $share }: potrzeba { $needed }.
barrier-evidence = Niezależne wyniki, na których oparto naukę: { $independent }; potrzeba { $needed }.
barrier-unproven = { $count ->
    [one] Rozliczono { $count } wskazanie
    [few] Rozliczono { $count } wskazania
    [many] Rozliczono { $count } wskazań
   *[other] Rozliczono { $count } wskazania
} od 80%, trafnych: { $right }; potrzeba { $needed }.
barrier-overstated = Takie wskazania sprawdzały się za rzadko: siła dowodów { $value }, od { $limit } nie uznaje się ich za wiarygodne.
barrier-unfamiliar = Takiego układu sygnałów jeszcze nie było: { $value }, znajome jest najwyżej { $limit }.
barrier-few-voices = { $count ->
    [one] Odzywa się { $count } sygnał
    [few] Odzywają się { $count } sygnały
    [many] Odzywa się { $count } sygnałów
   *[other] Odzywa się { $count } sygnału
}: potrzeba { $needed }.
lessons-none = Nie ma jeszcze dnia, z którego można się było czegoś nauczyć. Pierwsza lekcja zostanie zapisana godzinę po zamknięciu.
not-enough-data = za mało danych
warn-no-bar-since = ⚠️ Brak świec od { $when }: źródło mogło przestać działać.
warn-no-bar-ever = ⚠️ Nie przyszła jeszcze żadna świeca.
warn-no-cycle-since = ⚠️ Brak cyklu od { $when }: usługa mogła stanąć.
button-home = ‹ Wróć
button-refresh = ↻ Odśwież
button-status = Status
button-accuracy = Trafność
button-figures = Wszystkie dane
button-picture = Wykres
button-weights = Wagi
button-thresholds = Progi
button-learned = Nauka
button-drift = Dryf
button-report = Raport
button-signals = Sygnały
button-help = Pomoc
button-why = Dlaczego?
button-why-not = Dlaczego brak?
button-chart = Kurs
button-health = Kondycja
button-before = ‹ { $number }
button-after = { $number } ›
button-day-before = ‹ { $day }
button-day-after = { $day } ›
button-other-day = Inny dzień
button-cancel = Anuluj

## Start

home-title = AlgoSlayer
home-no-call = Nie ma jeszcze prognozy.
home-call = { $call } przy { $price }
home-call-made = podane { $when }
home-next = Następny cykl: { $when }
home-next-unknown = Następny cykl: kalendarz żadnego nie zna.
home-choose = Co chcesz zobaczyć?
language-chosen = Od teraz mówię po polsku.

## Help

help-title = Pomoc
help-about = Co 15 minut dnia handlu mówię, dokąd zmierza { $symbol }, a później sprawdzam, co stało się naprawdę.
help-commands = Polecenia
command-start = początek, z każdego miejsca
command-help = co robi każde polecenie
command-status = ostatnie wskazanie, cykle, dane
command-accuracy = jak często wskazania się sprawdzały: obraz i liczby
command-thresholds = co wyszło ze wskazań o pewności od 55% do 95%
command-weights = co porusza prognozą, na obrazie
command-learned = co się zmieniło przez ostatnie pięć sesji i dlaczego
command-drift = gdzie coś się pogarsza
command-report = jeden dzień handlu w liczbach
command-signals = co mówi, widzi i osiąga każdy z ośmiu sygnałów
command-why = skąd ostatnie wskazanie; /why 123 dla innego
command-whynot = czemu ostatnio nie było KUPNA ani SPRZEDAŻY
command-chart = kurs i wskazania na obrazie
command-health = źródła, najnowsze dane, pamięć i dysk
command-positions = co trzymasz, ile to warte, kiedy sprzedaż
command-trades = zakończone transakcje, liczby i wykresy
command-scoreboard = ile dały lub kosztowały twoje kliknięcia
command-options = łańcuch opcji blisko ceny
command-risk = reguły i ich obecny stan
command-ready = czego brakuje do handlu na żywo
command-mode = tylko prognozy, na papierze lub na żywo
command-pause = niczego więcej nie oferuj ani nie kupuj
command-resume = znów oferuj i kupuj
command-close = sprzedaj pozycję
command-export = transakcje, kapitał i oferty jako pliki CSV
help-terms = Pojęcia
help-band = Pasmo TRZYMANIA: ruch za mały, by liczył się jako wzrost lub spadek. Ustala się je w chwili prognozy.
help-confidence = Pewność: szansa, że wskazanie się sprawdzi. Dla KUPNA i SPRZEDAŻY cena, która zostaje w paśmie, to też pomyłka. W nawiasie: gdzie ta szansa może się naprawdę mieścić; obok: ile wynosiłaby dla tego samego wskazania bez żadnej umiejętności.
help-uncalibrated = Nieskalibrowana: z dawniejszego modelu, którego pewności nigdy nie porównano z tym, co się sprawdziło. Nie opieraj się na tej liczbie.
help-baseline = Odniesienie: wynik, jaki daje powtarzanie zawsze najczęstszej odpowiedzi. Umiejętnością jest tylko to, co leży powyżej.
help-interval = Przedział 95%: gdzie prawdziwa wartość może się mieścić przy tak niewielu obserwacjach.
help-independent = Niezależne: prognozy co 15 minut mają w dużej części wspólny wynik, więc wiele z nich liczy się jak jedna.
help-weight = Waga: udział sygnału w tym, co porusza prognozą. Uczy się jej z każdego wyniku; może wynosić zero.
help-scores = Brier score i log loss oceniają podane prawdopodobieństwa; im niżej, tym lepiej.

## Status

status-title = Status
status-said = podane { $when }
status-confidence = Pewność { $confidence }
status-means-side = Szansa wskazanego kierunku, jeśli cena opuści pasmo TRZYMANIA ({ $band }) w ciągu 24 godzin. 50% to rzut monetą.
status-means-up = Szansa, że w ciągu 24 godzin cena wzrośnie powyżej pasma TRZYMANIA ({ $band }). Pozostanie w paśmie to też pomyłka.
status-means-down = Szansa, że w ciągu 24 godzin cena spadnie poniżej pasma TRZYMANIA ({ $band }). Pozostanie w paśmie to też pomyłka.
status-means-hold = Szansa, że cena przez 24 godziny zostanie w paśmie TRZYMANIA ({ $band }).
status-voices = { $count ->
    [one] Odezwał się { $count } z { $all } sygnałów.
    [few] Odezwały się { $count } z { $all } sygnałów.
    [many] Odezwało się { $count } z { $all } sygnałów.
   *[other] Odezwało się { $count } z { $all } sygnałów.
} Model: { $model }
status-no-call = Nie ma jeszcze prognozy.
status-no-call-why = Ostatni cykl żadnej nie dał: { $reason }.
status-cycles = Cykle
status-last = Ostatni: { $when }
status-last-none = Ostatni: jeszcze żaden
status-last-skipped = Nie dał prognozy: { $reason }.
status-next = Następny: { $when }
status-next-unknown = Następny: kalendarz żadnego nie zna
status-bar = Najnowsza świeca: do { $when }, { $age } temu
status-source = Źródło: { $feed }
status-counts = Prognozy
status-today = Dziś: { $count }, pominięte: { $skipped }
status-ever = Ogółem: { $count }
status-refused = Odrzucone świece ogółem: { $count }
status-outcomes = Wyniki
status-table-settled = rozliczone
status-table-waiting = czekają

## Accuracy

accuracy-title = Trafność
accuracy-not-yet = Za mało danych: na tym horyzoncie nie rozliczono jeszcze żadnego wyniku.
accuracy-right-of = Trafne: { $share } (95%: { $interval })
accuracy-majority = — zawsze { $call }, najczęstsza odpowiedź: { $share }
accuracy-simple = — zawsze wzrost: { $up }, jak wczoraj: { $yesterday }
accuracy-balanced = Trafność zrównoważona: { $share }, bez umiejętności 33%
accuracy-compared = Podane prawdopodobieństwa, niezależne: { $independent }
accuracy-gain = Przewaga nad brakiem umiejętności { $gain } nata (95%: od { $low } do { $high })
accuracy-brier-no-skill = Brier { $value }, bez umiejętności { $baseline }
accuracy-log-loss-no-skill = Log loss { $value }, bez umiejętności { $baseline }
accuracy-calibration = Błąd kalibracji { $share } ({ $interval }), bez błędu byłoby 0%
accuracy-picture = Każda kropka to wskazania o podobnej pewności i to, ile z nich się sprawdziło. Na linii: znaczyły tyle, ile mówiły.
accuracy-about = Jak często wskazania się sprawdzały, obok tego, co dałby zupełny brak umiejętności.
accuracy-none = Nie rozliczono jeszcze żadnego wyniku.
accuracy-counted = { $count ->
    [one] { $count } wynik
    [few] { $count } wyniki
    [many] { $count } wyników
   *[other] { $count } wyniku
}, w przeliczeniu na niezależne: { $independent }
accuracy-right = Trafne: { $share }
accuracy-interval = 95%: { $interval }
accuracy-baseline = Zawsze { $call }: { $share }
accuracy-side = Kierunek: { $share } z { $independent } ({ $interval }), moneta 50%
accuracy-side-none = Kierunek: po żadnym KUPNIE ani SPRZEDAŻY cena nie opuściła jeszcze pasma
accuracy-brier = Brier { $value }, odniesienie { $baseline }
accuracy-log-loss = Log loss { $value }, odniesienie { $baseline }
accuracy-within = W tej samej sesji: { $share } z { $independent } ({ $interval })
accuracy-crossing = Przez zamknięcie: { $share } z { $independent } ({ $interval })
accuracy-apart-baseline = — zawsze { $call }: { $share }
accuracy-void = { $count ->
    [one] { $count } bez uczciwej ceny: nie liczy się
    [few] { $count } bez uczciwej ceny: nie liczą się
    [many] { $count } bez uczciwej ceny: nie liczy się
   *[other] { $count } bez uczciwej ceny: nie liczy się
}
accuracy-foot = „Zawsze …” to odniesienie: najczęstsza odpowiedź, podawana za każdym razem. Niższe Brier i log loss są lepsze.
verdict-too-few = Za mało obserwacji, by cokolwiek powiedzieć.
verdict-no-evidence = Nie ma jeszcze dowodów umiejętności.
verdict-better = ✅ Lepiej niż odniesienie, i to nie przez przypadek.
verdict-worse = ⚠️ Gorzej niż odniesienie, i to nie przez przypadek.
reliability-head = { $symbol } · { $horizon }
reliability-about = Podana pewność a to, co się sprawdziło
reliability-up = sprawdziło się
reliability-across = podana pewność
reliability-dot = większa: więcej wyników
reliability-interval = przedział 95%
reliability-diagonal = znaczy, co mówi

## Thresholds

thresholds-title = Progi
thresholds-about = KUPNO i SPRZEDAŻ od każdego progu pewności i to, czy się sprawdziły. Kolejne wskazania, zanim pierwsze zostanie rozliczone, liczą się razem z nim.
thresholds-none = Za mało danych: nie rozliczono jeszcze żadnego wskazania od 55%.
thresholds-from = od
thresholds-month = mies.
thresholds-right = trafne
thresholds-of = z
thresholds-interval = 95%
thresholds-valid = Wskazania na miesiąc i ile z rozliczonych było trafnych. Przedział obowiązuje bez względu na to, jak często tu zaglądasz.
thresholds-options = Opcje na te wskazania (model)
thresholds-options-none = Żadnej nie dało się jeszcze wycenić.
thresholds-option = Od { $from }: { $count ->
    [one] { $count } opcja
    [few] { $count } opcje
    [many] { $count } opcji
   *[other] { $count } opcji
}, średnio { $mean } (95%: od { $low } do { $high })
thresholds-options-about = Zysk lub strata w stosunku do zapłaconej kwoty. Wycena z modelu wraz z jego kosztami, nie zakup na rynku.
thresholds-granted = Nic nie stoi na przeszkodzie, by ostatnie wskazanie nazwać „{ $needed }”.
thresholds-refused = Dlaczego na razie nie ma „{ $needed }”

## Weights

weights-title = Wagi
weights-when = { $horizon }, { $date }
weights-experts = Brak umiejętności ma { $none }, sygnały osobno { $alone }, wszystkie razem { $together }
weights-know-nothing = Na razie nic nie wiem.
weights-foot = Udział sygnału w tym, co porusza prognozą, po ostatniej lekcji.
weights-row-followed = wprost
weights-row-reversed = odwrotnie
weights-row-unheard = pominięty
weights-head = { $symbol } · { $horizon }
weights-followed = wprost
weights-reversed = odwrotnie
weights-mixture = Komu ufam
weights-group-none = brak umiejętności { $share }
weights-group-alone = sygnały osobno { $share }
weights-group-together = wszystkie razem { $share }
weights-history = { $count ->
    [one] { $count } sesja
    [few] { $count } sesje
    [many] { $count } sesji
   *[other] { $count } sesji
}: waga braku umiejętności i udziały sygnałów
weights-no-skill = Brak umiej.

## Drift

drift-title = Dryf
drift-about = Każdy detektor zbiera dowody, że prognozy stały się gorsze niż brak umiejętności. 0% to żadne, 100% to alarm: wtedy szybciej zapominam.
drift-when = Wieczór, { $date }
drift-whole = Całość
drift-quiet = { $share }
drift-watch = { $share } !
drift-alarm = ALARM
drift-legend = Poniżej { $limit } jest spokój; „!” to stan pod obserwacją; przy ALARM nauka szybciej zapomina.
drift-hasty = { $horizon }: szybciej zapominam do { $until }.
drift-past = Alarmy z { $count ->
    [one] ostatniej { $count } sesji
    [few] ostatnich { $count } sesji
    [many] ostatnich { $count } sesji
   *[other] ostatnich { $count } sesji
}
drift-past-none = Brak.
drift-past-whole = { $date }: cała prognoza na { $horizon }
drift-past-signal = { $date }: { $signal } na { $horizon }
drift-past-more = { $count ->
    [one] Wcześniej jeszcze { $count }
    [few] Wcześniej jeszcze { $count }
    [many] Wcześniej jeszcze { $count }
   *[other] Wcześniej jeszcze { $count }
}

## Learned

learned-title = Nauka
learned-one-lesson = Na razie jest jedna lekcja i nie ma jej z czym porównać. Zapytaj po następnej sesji.
learned-span = { $count ->
    [one] { $count } sesja
    [few] { $count } sesje
    [many] { $count } sesji
   *[other] { $count } sesji
}, od wieczoru { $from } do wieczoru { $to }
learned-outcomes = Nowe niezależne wyniki: { $independent }
learned-nothing = Nic istotnego się nie zmieniło.
learned-more = { $count ->
    [one] Jeszcze { $count } zmiana
    [few] Jeszcze { $count } zmiany
    [many] Jeszcze { $count } zmian
   *[other] Jeszcze { $count } zmiany
}
learned-alarm-whole = { $date }: cała prognoza stała się gorsza niż brak umiejętności. Od tego czasu szybciej zapominam.
learned-alarm-signal = { $date }: sygnał „{ $signal }” stał się gorszy niż brak umiejętności. Od tego czasu szybciej zapominam.
learned-gain = { $went ->
    [won] Zyskuję
   *[lost] Tracę
} { $nats } nata wobec braku umiejętności.
learned-no-skill = Brak umiejętności ma { $to } zamiast { $from }: { $went ->
    [up] mniej ufam swoim sygnałom.
   *[down] bardziej ufam swoim sygnałom.
}
learned-share = Sygnał „{ $signal }” { $went ->
    [up] zyskał
   *[down] stracił
} { $points } pkt proc.: teraz { $share }, { $side ->
    [reversed] brany odwrotnie
   *[followed] brany wprost
}. Sam wypadł { $alone ->
    [better] lepiej niż brak umiejętności.
    [worse] gorzej niż brak umiejętności.
    [outdone] lepiej niż brak umiejętności; inne dały więcej.
    [carried] gorzej niż brak umiejętności; inne straciły więcej.
   *[alike] tak samo jak brak umiejętności; ruszyły się inne.
}
learned-turned = Sygnał „{ $signal }” jest teraz { $side ->
    [reversed] brany odwrotnie.
   *[followed] brany wprost.
}
learned-slope = Kalibracja { $went ->
    [shrinks] ściska
   *[stretches] rozciąga
} podane szanse mocniej niż dotąd: nachylenie { $to } zamiast { $from }.
learned-foot = Zmian poniżej 5 pkt proc. wagi, 0,05 nachylenia i 0,05 nata nie podaję.

## Signals

signals-title = Sygnały
signals-none = Nie ma jeszcze prognozy, więc żaden sygnał się nie odezwał.
signals-none-next = Następny cykl: { $when }.
signals-up = { $bar } { $score } w górę
signals-down = { $bar } { $score } w dół
signals-flat = { $bar } { $score } bez kierunku
signals-abstains = Milczy: { $reason }.
signals-abstains-aged = Milczy: { $reason } ({ $age }).
signals-about = Bilans: jak często jego własny kierunek był trafny 24 godziny później, obok powtarzania zawsze częstszego kierunku.
signals-weight = Waga { $share }
signals-age = wiek danych { $age }
signals-age-now = dane z chwili wskazania
signals-age-close = dane z poprzedniego zamknięcia
signals-record = Bilans: { $share } z { $independent } ({ $interval }), zawsze { $call }: { $baseline }
signals-record-none = Bilans: jeszcze brak
signals-record-few = Bilans: za mało danych (niezależne: { $independent })
signals-together = Razem
signals-fused = { $score }, { $count ->
    [one] { $count } sygnał
    [few] { $count } sygnały
    [many] { $count } sygnałów
   *[other] { $count } sygnału
} z { $all }
signals-alone = Żaden sygnał się nie odezwał.
signals-voices = { $count ->
    [one] Odezwał się { $count } sygnał
    [few] Odezwały się { $count } sygnały
    [many] Odezwało się { $count } sygnałów
   *[other] Odezwało się { $count } sygnału
} z { $all }.

## What each signal saw

saw-news = { $fast ->
    [up] Świeże nagłówki są przychylne
    [down] Świeże nagłówki są nieprzychylne
   *[flat] Świeże nagłówki są neutralne
}, { $slow ->
    [up] te z ostatnich dni przychylne
    [down] te z ostatnich dni nieprzychylne
   *[flat] te z ostatnich dni neutralne
} (w ciągu dwóch dni: { $count }).
saw-technical = { $trend ->
    [up] Krótki trend wskazuje w górę
    [down] Krótki trend wskazuje w dół
   *[flat] Brak wyraźnego krótkiego trendu
} (siła { $strength } na 100), { $volume ->
    [up] na rosnących świecach wolumen większy niż zwykle.
    [down] na spadających świecach wolumen większy niż zwykle.
   *[flat] wolumen nie wskazuje kierunku.
}
saw-options = { $volume ->
    [up] Na callach ruch większy niż zwykle
    [down] Na putach ruch większy niż zwykle
   *[flat] Na callach i putach ruch jak zwykle
}, ochrona { $price ->
    [up] jest tańsza niż zwykle
    [down] jest droższa niż zwykle
   *[flat] kosztuje tyle co zwykle
}{ $unusual ->
    [up] , nietypowe transakcje przechylają się ku callom.
    [down] , nietypowe transakcje przechylają się ku putom.
   *[flat] .
}
saw-volatility = { $rougher ->
    [up] Wzrosty były gwałtowniejsze niż spadki
    [down] Spadki były gwałtowniejsze niż wzrosty
   *[flat] Wzrosty i spadki były równie gwałtowne
}; zwykły dzień to ruch o { $move }.
saw-momentum = Średnie { $averages ->
    [up] wskazują w górę
    [down] wskazują w dół
   *[flat] nie wskazują kierunku
}, ostatnie miesiące { $months ->
    [up] w górę
    [down] w dół
   *[flat] bez kierunku
}{ $morning ->
    [up] , pierwsze pół godziny w górę.
    [down] , pierwsze pół godziny w dół.
   *[flat] .
}
saw-sector = { $behind ->
    [up] Podobne spółki wypadły lepiej: jest co odrabiać
    [down] Wypadła lepiej niż podobne spółki: jest z czego spadać
   *[flat] Idzie razem z podobnymi spółkami
} (symbole: { $count }, korelacja { $correlation }).
saw-reversion = { $session ->
    [up] Powyżej
    [down] Poniżej
   *[flat] Blisko
} średniej z sesji, { $average ->
    [up] powyżej
    [down] poniżej
   *[flat] blisko
} średniej z 20 dni; ruchy { $turning ->
    [up] zwykle zawracają
    [down] zwykle trwają dalej
   *[flat] są pod tym względem neutralne
} (iloraz wariancji { $ratio }).
saw-regime = Rynek jest { $mood ->
    [turbulent] niespokojny
   *[calm] spokojny
} (niespokojny w { $share }), indeks zmienności { $index }; takie dni { $drift ->
    [up] podnosiły cenę.
    [down] obniżały cenę.
   *[flat] nie ruszały ceny w żadną stronę.
}

## Why

why-title = Dlaczego
why-number = Prognoza { $number } z { $last }, podana { $when }
why-table-score = ocena
why-table-weight = waga
why-table-gives = daje
why-table-silent = milczy
why-table-sum = Suma
why-table-share = udział
why-table-pulls = ciągnie
why-table-up = w górę
why-table-down = w dół
why-table-now = teraz
why-table-base = bez umiej.
why-pulls = Udział: w tym, co porusza prognozą. Sygnał może ciągnąć przeciw własnej ocenie, jeśli tak bywało częściej trafnie.
why-rule-hold = { $passed ->
    [yes] Spełnione
   *[no] Niespełnione
}: { $share } wobec { $hold } dla TRZYMANIA; nie może być mniej.
why-rule-lead = { $passed ->
    [yes] Spełnione
   *[no] Niespełnione
}: { $points } pkt proc. przed drugim kierunkiem; potrzeba { $needed }.
why-nearest-learned = { $call }: brakuje { $points } pkt proc. prawdopodobieństwa.
why-nearest-by-other = { $call }: wystarczy { $points } pkt proc. więcej dla { $grows }.
why-lacking = Czego brakuje do „wysoce prawdopodobne”
why-leans-nowhere = Suma nie przechyla się w żadną stronę, więc wskazanie to TRZYMANIE.
why-gates = Co musi spełnić { $call }
why-gate-mean = { $passed ->
    [yes] Spełnione
   *[no] Niespełnione
}: suma to { $score }; musi wyjść poza { $limit }.
why-gate-supporters = { $passed ->
    [yes] Spełnione
   *[no] Niespełnione
}: { $count ->
    [one] popiera to { $count } sygnał
    [few] popierają to { $count } sygnały
    [many] popiera to { $count } sygnałów
   *[other] popiera to { $count } sygnału
}; potrzeba { $needed }.
why-gate-majority = { $passed ->
    [yes] Spełnione
   *[no] Niespełnione
}: za { $count }, przeciw { $against }; głosów za musi być więcej.
why-nearest-title = Najbliższe inne wskazanie
why-nearest = { $call } wymaga zmiany sumy o { $lacks }: wystarczy „{ $signal }” na { $to } zamiast { $from }.
why-nearest-none = Żaden pojedynczy sygnał nie mógł zmienić wskazania.
why-sure = Pewność
why-model = Model: { $model }
why-since = Co rynek zrobił od tej pory
why-since-open = { $horizon }: termin { $when }
why-since-void = { $horizon }: bez uczciwej ceny
why-since-settled = { $horizon }: { $change }, czyli { $call }: { $right ->
    [yes] trafnie
   *[no] nietrafnie
}
why-since-other = { $horizon }: { $change }, czyli { $call }; tu wskazane było { $called }: { $right ->
    [yes] trafnie
   *[no] nietrafnie
}
followed-title = Opcja na to wskazanie
followed-all-hold = Nie wskazano kierunku, więc niczego się nie kupuje.
followed-none-due = Termin jeszcze nie nadszedł: pierwsza sprzedaż { $when }.
followed-hold = { $horizon }: ⚪ TRZYMANIE, więc niczego się nie kupuje
followed-open = { $horizon }: termin { $when }
followed-waits = { $horizon }: termin minął; czeka na kwotowanie
followed-not = { $horizon }: bez opcji na wskazanie
followed-by-model = { $price } (model)
followed-bought = { $call }: { $contract }, kupno po { $price }
followed-sold = { $horizon }: sprzedaż po { $price }: { $profit } ({ $gain })
followed-parts = Cena { $price }, czas { $time }, zmienność { $volatility }, spread { $spread }, opłaty { $fees }, reszta { $rest }
followed-model = (model): policzone, bo rynek nie miał wtedy świeżego kwotowania.
why-no-such = Nie ma takiej prognozy. Numery biegną od 1 do { $last }; wyślij na przykład { $example }.
whynot-title = Dlaczego brak wskazania
whynot-held = Najnowsze wskazanie bez kierunku:
whynot-none = Nie było jeszcze decyzji bez kierunku.
whynot-skipped = Nie było prognozy { $when }.
whynot-reason = Powód: { $reason }.

## Health

health-title = Kondycja
health-disk-low = ⚠️ Na dysku z zapisem jest mniej niż 1 GB wolnego miejsca. Zwolnij miejsce: pełny dysk zatrzymuje zapis.
health-sources = Źródła
health-no-sources = { $feed }: w użyciu. Nie prowadzi rachunku zapytań i odpowiedzi.
health-more-sources = { $count ->
    [one] Jeszcze { $count } źródło
    [few] Jeszcze { $count } źródła
    [many] Jeszcze { $count } źródeł
   *[other] Jeszcze { $count } źródła
}
health-unasked = jeszcze bez zapytań
health-in-use = w użyciu
health-standing-by = w rezerwie
health-failing = zawodzi od { $when }. { $why }
health-answered = odpowiedź { $age } temu
health-newest = wiek najnowszych danych { $age }
health-delay = opóźnienie { $seconds } s
health-requests = { $count ->
    [one] { $count } zapytanie
    [few] { $count } zapytania
    [many] { $count } zapytań
   *[other] { $count } zapytania
} (powtórzone: { $retries })
health-bars = Najnowsze świece
health-bar-none = jeszcze żadna
health-refused = Niedopuszczone ogółem
health-refused-none = Nic.
health-refused-more = { $count } × z innych powodów
health-silent = Milczące sygnały
health-silent-one = { $signal }: { $reason }
health-silent-none = Przy ostatniej prognozie odezwały się wszystkie sygnały.
health-machine = Maszyna
health-memory = Pamięć: { $size }
health-ledger = Zapis na dysku: { $size }
health-free = Wolne miejsce na dysku: { $size }
refused-duplicate = było już wcześniej
refused-out-of-order = nie po kolei
refused-outside-session = poza sesją
refused-time-zone = w złej strefie czasowej
refused-future = z przyszłości
refused-price = bez wiarygodnej ceny
refused-enclosure = maksimum i minimum nie obejmują ceny
refused-volume = bez wiarygodnego wolumenu
refused-start = nie od pełnej minuty
refused-jump = niepotwierdzony skok
refused-repeated = wciąż to samo
refused-split = skok jak przy splicie
refused-wrong-symbol = o innym symbolu
refused-missing-field = brakowało pola
refused-headline = bez wiarygodnego nagłówka
refused-quote = niemożliwe kwotowanie opcji

## Chart

chart-title = Kurs
chart-none = Nie ma jeszcze ceny do narysowania. Spróbuj po następnym cyklu.
chart-span = { $span } do { $when }
chart-prices = od { $first } do { $last } ({ $change })
chart-calls = { $count ->
    [one] { $count } wskazanie
    [few] { $count } wskazania
    [many] { $count } wskazań
   *[other] { $count } wskazania
}: KUPNO { $buy }, SPRZEDAŻ { $sell }, TRZYMANIE { $hold }
chart-fates = KUPNO i SPRZEDAŻ po 24 godzinach: trafne { $right }, nietrafne { $wrong }, otwarte { $open }
chart-band-until = Pasmo TRZYMANIA ostatniej prognozy: { $band } do { $when }
chart-foot = Same liczby niczego nie dowodzą: przedział i odniesienie znajdziesz pod „Trafność”.
chart-head = { $symbol } · { $days ->
    [one] { $days } dzień
    [few] { $days } dni
    [many] { $days } dni
   *[other] { $days } dnia
}
chart-time = czas nowojorski, bez nocy
chart-simulated = SYMULACJA
chart-band = TRZYMANIE { $band }
chart-buy = KUPNO
chart-sell = SPRZEDAŻ
chart-right = trafne
chart-wrong = nietrafne
chart-open = otwarte

## Report

report-title = Raport
report-so-far = Dzień jeszcze trwa.
report-future = Ten dzień jeszcze nie nadszedł.
report-closed = Giełda była zamknięta: { $reason }.
report-weekend = W weekendy giełda jest zamknięta.
report-outside = Kalendarz nie zna tego dnia.
report-early = Wcześniejsze zamknięcie o 13:00: { $reason }.
report-prices = Od { $first } do { $last }
report-calls = Wskazania
report-call = { $call } { $count }
report-no-calls = Nie było żadnej prognozy.
report-skipped = Pominięte
report-skipped-none = Nie pominięto żadnego cyklu.
report-skip = { $count } × { $reason }
report-missing = ⚠️ { $count ->
    [one] { $count } cykl z { $all } nie zostawił śladu.
    [few] { $count } cykle z { $all } nie zostawiły śladu.
    [many] { $count } cykli z { $all } nie zostawiło śladu.
   *[other] { $count } cyklu z { $all } nie zostawiło śladu.
}
report-settled = Rozliczone tego dnia
report-record = Cały bilans do tego dnia
report-figures = trafne { $share } ({ $interval })
report-void = bez uczciwej ceny: { $count }
report-silent = Milczały cały dzień: { $signals }
report-ask-title = Który dzień?
report-ask = Wyślij datę, na przykład { $example }.
report-ask-range = Zapis obejmuje dni od { $first } do { $last }.

## The pinned message

heartbeat-title = Puls
heartbeat-last = Ostatni cykl: { $when }
heartbeat-last-none = Ostatni cykl: jeszcze żaden
heartbeat-next = Następny cykl: { $when }
heartbeat-next-unknown = Następny cykl: kalendarz żadnego nie zna
heartbeat-bar = Dane do: { $when }, wiek { $age }
heartbeat-call = { $call } przy { $price }
heartbeat-confidence = Pewność { $confidence }
heartbeat-no-call = Nie ma jeszcze prognozy.
heartbeat-today = Dziś: { $count ->
    [one] { $count } prognoza
    [few] { $count } prognozy
    [many] { $count } prognoz
   *[other] { $count } prognozy
}, pominięte: { $skipped }
heartbeat-written = Zapisano { $when }
heartbeat-dead = Jeśli w godzinach handlu ta wiadomość ma więcej niż 20 minut, usługa nie działa.

## Messages that nobody asked for

notice-gap = ⚠️ { $symbol }: brak świec od { $from } do { $to }
notice-gap-size = Brakujący czas handlu: { $span }. Sygnały znów się rozgrzewają; wyniki bez uczciwej ceny pozostają nieważne.
notice-away = Gdy Telegram był niedostępny: { $alerts ->
    [one] { $alerts } alert
    [few] { $alerts } alerty
    [many] { $alerts } alertów
   *[other] { $alerts } alertu
}, { $reports ->
    [one] { $reports } raport
    [few] { $reports } raporty
    [many] { $reports } raportów
   *[other] { $reports } raportu
}
notice-away-since = Nie było z nim łączności od { $when }. Poniżej to, co czekało.
notice-other-reader = ⚠️ Inny program czyta wiadomości tego bota
notice-other-reader-more = Telegram podaje każdą wiadomość tylko jednemu z dwóch, więc tu może zabraknąć odpowiedzi. Ustępuję i pytam coraz rzadziej. Zatrzymaj ten drugi program albo daj mu osobny token.
notice-drift-whole = 📉 Dryf: moje prognozy na { $horizon } stały się gorsze niż brak umiejętności
notice-drift-signal = 📉 Dryf: sygnał „{ $signal }” na { $horizon } stał się gorszy niż brak umiejętności
notice-drift-more = Zauważone: { $date }. Szybciej zapominam do { $until }, żeby mniej ważyło to, co już się nie sprawdza. Więcej pokazuje /drift.
notice-feed-down = ⚠️ { $source } nie dostarcza danych: { $channel }
notice-feed-instead = { $why } Zamiast tego dane daje { $source }.
notice-feed-nobody = { $why } Nikt inny ich nie daje; od { $when } sygnały, które ich potrzebują, milkną jeden po drugim. Więcej pokazuje /health.
notice-feed-up = ✅ { $source } znów dostarcza dane: { $channel }
notice-feed-since = Zawodziło od { $when }.

## The outside market

channel-bars = świece
channel-days = świece dzienne
channel-news = nagłówki
channel-chains = łańcuchy opcji
fault-unauthorized = Brakuje klucza albo jest błędny.
fault-forbidden = Klucz na to nie pozwala.
fault-not-found = Nie zna symbolu albo adresu.
fault-rate-limited = Było za dużo zapytań.
fault-server-error = Zgłasza własny błąd.
fault-unreachable = Nie ma z nim połączenia.
fault-timeout = Nie odpowiada na czas.
fault-changed-shape = Jego odpowiedzi zmieniły postać.
fault-empty = Jego odpowiedzi są puste.
fault-stale = Jego najnowsze dane są za stare.
fault-unsound = To, co przysyła, jest odrzucane jako niewiarygodne.

## The desk: contracts, modes, reasons

contract = { $symbol } { $expiry } { $strike } { $right }
right-call = call
right-put = put
contracts = { $count ->
    [one] { $count } kontrakt
    [few] { $count } kontrakty
    [many] { $count } kontraktów
   *[other] { $count } kontraktu
}
mode-predictions = Tylko prognozy
mode-paper = Na papierze
mode-live = Na żywo
mode-mark-predictions = TYLKO PROGNOZY: niczego nie można kupić
mode-mark-paper = NA PAPIERZE: bez prawdziwych pieniędzy
mode-mark-live = ⚠️ NA ŻYWO: prawdziwe pieniądze
mode-means-predictions = Powstają wskazania i są śledzone; niczego nie można kupić.
mode-means-paper = To, co zatwierdzisz, realizuje się na papierze, po cenach bid i ask, z opłatami. Bez prawdziwych pieniędzy.
mode-means-live = To, co zatwierdzisz, kupowane jest za prawdziwe pieniądze, po drugim kliknięciu.
exit-stop = bid spadł do stopa
exit-target = bid wzrósł do celu
exit-time-stop = minęła dozwolona liczba sesji
exit-near-expiry = zbyt blisko wygaśnięcia
exit-reversal = prawdopodobny stał się przeciwny kierunek
exit-ex-dividend = nadchodzi odcięcie dywidendy od akcji
exit-asked = ktoś o to poprosił
exit-expiry = wygaśnięcie
halt-losses-in-row = zbyt wiele strat z rzędu
halt-drawdown = kapitał za bardzo spadł od szczytu
pass-no-chain = żaden łańcuch opcji nie był dość świeży
pass-no-contract = żaden kontrakt nie spełnił reguł
pass-no-profit = każdy kontrakt średnio przyniósłby stratę
pass-too-small = dozwolona stawka nie starcza na kontrakt
pass-paused = handel był wstrzymany
pass-halted = reguły zatrzymały handel
pass-trades-this-month = limit transakcji w tym miesiącu wyczerpany
pass-positions = jest już tyle pozycji lub ofert, ile wolno
pass-exposure = wszystkie pozycje razem kosztowałyby za dużo
pass-day-loss = strata dnia sięgnęła limitu
pass-cash = zostało za mało pieniędzy
pass-closing = giełda zamyka się za wcześnie, by zdążyć z odpowiedzią
pass-too-late = przyszło za późno, po przerwie w działaniu
whom-you = ciebie
whom-owner = właściciela
whom-approver = osobę zatwierdzającą
refused-decide = Możesz patrzeć, ale nie decydować: zatwierdzać, odrzucać i zamykać mogą tylko właściciel i osoby zatwierdzające. Nic nie zrobiono.
refused-steer = Tylko właściciel może zmieniać tryb, wstrzymywać i wznawiać. Nic nie zrobiono.

## Offers

offer-title = { $call } · { $contract }
offer-practice = Ćwiczenie: bardziej prawdopodobny kierunek jest oferowany od prawdopodobieństwa { $share }, nawet gdy wskazanie to TRZYMANIE. Reguły na prawdziwym rynku są surowsze.
offer-practice-negative = Średnio taki zakup przynosi stratę: służy do nauki, jak się kupuje.
offer-left-none = Czas minął
offer-left-seconds = Jeszcze { $count } s, do { $until } czasu nowojorskiego
offer-left-minutes = Jeszcze { $count } min, do { $until } czasu nowojorskiego
offer-stake = { $contracts } ({ $shares ->
    [one] { $shares } akcja
    [few] { $shares } akcje
    [many] { $shares } akcji
   *[other] { $shares } akcji
}) po najwyżej { $limit } za akcję: stracić można najwyżej { $loss }
offer-quote = Bid { $bid }, ask { $ask }, wiek { $age }
offer-break-even = Próg rentowności na wygaśnięciu { $price } ({ $change }); oczekiwany ruch ±{ $move } do { $due }
offer-delta = Delta { $delta }, do wygaśnięcia { $days }
offer-expected = Oczekiwany zysk { $expected }; ten sam kontrakt bez umiejętności { $unskilled }
offer-chance = Szansa na zysk { $share }
offer-confidence = Pewność { $share } (80%: { $interval }), z { $independent } { $count ->
    [one] niezależnego wyniku
    [few] niezależnych wyników
    [many] niezależnych wyników
   *[other] niezależnego wyniku
}
offer-confidence-bare = Prawdopodobieństwo tego kierunku { $share }, z { $independent } { $count ->
    [one] niezależnego wyniku
    [few] niezależnych wyników
    [many] niezależnych wyników
   *[other] niezależnego wyniku
}
offer-details = Szczegóły
offer-record = Dotychczasowe wskazania od { $from }: trafnych { $right } z { $count } (95%: { $interval }), zawsze { $always } { $baseline }
offer-record-none = Dotychczasowe wskazania o tej pewności: za mało danych
offer-voice = { $signal } { $score } ({ $share })
offer-why = Dlaczego: { $voices }
offer-exits = Sprzedaż, gdy bid wyniesie { $stop } zapłaconej ceny albo { $target } razy tyle, po { $sessions ->
    [one] { $sessions } sesji
    [few] { $sessions } sesjach
    [many] { $sessions } sesjach
   *[other] { $sessions } sesji
} albo { $days ->
    [one] { $days } dzień
    [few] { $days } dni
    [many] { $days } dni
   *[other] { $days } dnia
} przed wygaśnięciem.
offer-ask = Brak odpowiedzi niczego nie kupuje. Po kliknięciu cena jest sprawdzana jeszcze raz.
offer-viewer = Decydują tylko właściciel i osoby zatwierdzające.
offer-confirm = ⚠️ To zakup za prawdziwe pieniądze: możesz stracić do { $loss }. Kliknij jeszcze raz, by kupić.
offer-confirming = „Zatwierdź” kliknięte przez { $who }; czeka drugie kliknięcie.
offer-approved = Zatwierdzone przez { $who } o { $when } czasu nowojorskiego
offer-denied = Odrzucone przez { $who } o { $when } czasu nowojorskiego: nic nie kupiono.
offer-expired = Nikt nie odpowiedział do { $when } czasu nowojorskiego: nic nie kupiono.
offer-unasked = Tryb to tylko prognozy: niczego nie można kupić. Zmienia to /mode.
offer-unknown = Przy transakcjach zaszło coś, czego jeszcze nie umiem odczytać. Co jest trzymane, a co sprzedane, pokazują /positions i /trades.
order-intended = Zlecenie jest w drodze do brokera.
order-working = Broker ma zlecenie: { $wanted } po { $limit } lub taniej, do { $until } czasu nowojorskiego.
order-partly = Kupione dotąd: { $filled }, zamówione: { $wanted }, po { $price }; reszta czeka do { $until } czasu nowojorskiego.
order-filled = Kupione: { $filled } po { $price }, wartość { $value }, opłaty { $fees }
order-filled-partly = Kupione: { $filled }, zamówione: { $wanted }, po { $price }; reszty nie zrealizowano.
order-cancelled = Zlecenie wycofano: nic nie kupiono.
order-lapsed = Niezrealizowane: nikt w porę nie sprzedał po { $limit } lub taniej. Nic nie kupiono.
order-rejected = Broker odrzucił zlecenie: { $reason }. Nic nie kupiono.
shadow-so-far = Do tej pory wyszłoby { $profit } ({ $when } czasu nowojorskiego).
shadow-ended = Na koniec wyszłoby { $profit }: { $reason }.
trade-closed = Sprzedane po { $price }, { $when }: { $profit } ({ $gain }), powód: { $reason }.
button-approve = Zatwierdź
button-deny = Odrzuć
button-confirm = Tak, kup za prawdziwe pieniądze
tap-not-bound = Ten przycisk, o ile mi wiadomo, nie należy do tej wiadomości; nic nie zrobiono. Jeśli oferta jest nowa, kliknij ponownie za kilka sekund.

## Answers of the desk

reply-approved = Zatwierdzone: zlecenie jest w drodze. Wiadomość pokaże, co z niego wyjdzie.
reply-denied = Odrzucone: nic nie zostanie kupione. Dalej to śledzę, żeby było widać, co to dało lub kosztowało.
reply-closing = Zostanie sprzedane po następnej cenie bid.
reply-mode = Tryb to teraz: { $mode }.
reply-live = Handel na żywo jest włączony: to, co zatwierdzisz, kupowane jest za prawdziwe pieniądze.
reply-paused = Wstrzymane: nic więcej nie jest oferowane ani kupowane. Otwarte pozycje są pilnowane i sprzedawane według reguł. Kończy to /resume.
reply-resumed = Wznowione: wskazania znów są oferowane.
reply-confirm-now = ⚠️ Chodzi o prawdziwe pieniądze. Kliknij jeszcze raz, by potwierdzić.
reply-unknown = Nie ma już takiej oferty ani pozycji. Co jest trzymane, pokazuje /positions.
reply-already = Tak już jest; nic nie zmieniono.
reply-failed = Nie dało się tego zapisać, więc nic nie zrobiono. Spróbuj ponownie; czy dysk jest pełny, pokazuje /health.
decided-approved = Już zatwierdzone przez { $who } o { $when } czasu nowojorskiego. Nic nie jest kupowane dwa razy.
decided-denied = Już odrzucone przez { $who } o { $when } czasu nowojorskiego. Poczekaj na następną ofertę.
decided-expired = Za późno: wygasło o { $when } czasu nowojorskiego. Poczekaj na następną ofertę.
decided-confirming = „Zatwierdź” kliknięte przez { $who }; czeka drugie kliknięcie.
decided-unasked = W tym trybie niczego nie można kupić. Zmienia go /mode.
decided-open = Oferta jest nadal otwarta. Kliknij ponownie.
block-paused = Handel jest wstrzymany. Właściciel wznawia go przez /resume.
block-losses-in-row = { $count ->
    [one] { $count } strata z rzędu
    [few] { $count } straty z rzędu
    [many] { $count } strat z rzędu
   *[other] { $count } straty z rzędu
}: nic nie jest otwierane, dopóki właściciel nie wyśle /resume.
block-drawdown = Kapitał za bardzo spadł od szczytu: nic nie jest otwierane, dopóki właściciel nie wyśle /resume.
block-day-loss = Dzisiejsza strata { $loss } sięgnęła limitu. Do jutra nic nie jest otwierane.
block-trades-this-month = Limit na ten miesiąc jest wyczerpany: { $count ->
    [one] { $count } transakcja
    [few] { $count } transakcje
    [many] { $count } transakcji
   *[other] { $count } transakcji
}. Do następnego miesiąca nic nie jest otwierane.
block-positions = { $count ->
    [one] Otwarta jest { $count } pozycja
    [few] Otwarte są { $count } pozycje
    [many] Otwartych jest { $count } pozycji
   *[other] Otwarte jest { $count } pozycji
}, więcej nie wolno. Miejsce zwalnia /close.
block-exposure = Wszystkie pozycje razem kosztowałyby za dużo. Pieniądze zwalnia /close; limit pokazuje /risk.
block-same-contract = Ten kontrakt jest już w portfelu. Pokazuje go /positions.
block-cash = Zostało tylko { $left }, to za mało. Pieniądze zwalnia /close.
block-moved = Cena się ruszyła: ask to teraz { $ask }, zapłacić wolno do { $limit }. Kliknij ponownie, jeśli wróci.
block-no-quote = Nikt teraz nie kwotuje tego kontraktu. Kliknij ponownie za kilka minut.
block-stale-quote = Najnowsze kwotowanie jest za stare, by kupować. Stan źródła pokazuje /health.
block-closed = Giełda jest zamknięta. Poczekaj na ofertę w następnej sesji.
block-other-mode = Tryb to teraz „{ $mode }”, inny niż w tej ofercie. Zmienia go /mode.
block-live-not-configured = Handel na żywo nie jest skonfigurowany: wpisz brokera w konfiguracji i uruchom program ponownie.
block-not-ready = Na liście warunków handlu na żywo są niespełnione punkty. Pokazuje je /ready.
block-too-small = Dozwolona stawka nie starcza na jeden kontrakt. Limity pokazuje /risk.

## Positions and trades

positions-title = Pozycje
positions-none = Brak otwartych pozycji.
position-bought = { $contracts }, kupno po { $price }, { $when }; opłaty { $fees }
position-now = { $contracts }, bid { $bid }: { $profit } ({ $gain }), { $when } czasu nowojorskiego
position-closing = W trakcie sprzedaży, powód: { $reason }.
position-exits = Stop { $stop }, cel { $target }
position-days = Do wygaśnięcia { $days }
position-sold-by = Sprzedaż najpóźniej { $date }
position-sold-by-expiry = Sprzedaż najpóźniej w dniu wygaśnięcia
position-close-ask = Sprzedać po następnej cenie bid, teraz { $bid }? Nie da się tego cofnąć.
button-close = Zamknij { $strike } { $right }
button-close-for-sure = Tak, sprzedaj { $strike } { $right }
button-keep = Zostaw
button-positions = Pozycje
button-trades = Transakcje
button-risk = Ryzyko
button-ready = Gotowość
button-scoreboard = Bilans
button-options = Opcje
button-mode = Tryb
button-pause = Wstrzymaj
button-resume = Wznów
button-equity = Kapitał
button-profits = Zyski
button-export = CSV
button-newer = ‹ Nowsze
button-older = Starsze ›
button-confirm-live = Tak, handluj za prawdziwe pieniądze
trades-title = Transakcje
trades-none = Żadna transakcja jeszcze się nie zakończyła.
trades-last = { $count ->
    [one] { $count } transakcja, od najnowszej
    [few] { $count } transakcje, od najnowszej
    [many] { $count } transakcji, od najnowszej
   *[other] { $count } transakcji, od najnowszej
}
trades-one = { $call } { $contract }
trades-one-result = { $profit } ({ $gain }): { $contracts }, kupno po { $bought }, sprzedaż po { $sold }, { $when }, powód: { $reason }
figures-title = Wszystko razem
figures-profit = Zysk i strata { $profit }, po opłatach { $fees }
figures-win-rate = Z zyskiem
figures-profit-factor = Zyski do strat
figures-winner = Średnia wygrana
figures-loser = Średnia przegrana
figures-expectancy = Średnia stopa zwrotu
figures-dollars = Średni zysk
figures-high-conviction = Trafne wskazania od 85%
figures-line = { $name }: { $value } z { $count } (95%: od { $low } do { $high }), cel { $target }: { $standing }
figures-none = { $name }: jeszcze brak, cel { $target }
figures-few = { $name }: dotąd { $count }, za mało danych; cel { $target }
figures-below = poniżej
figures-reached = osiągnięty, nieudowodniony
figures-proven = udowodniony
figures-no-skill = Oczekiwany wynik tych samych kontraktów bez umiejętności: { $amount } na transakcję.
figures-drawdown = Najgłębsze obsunięcie { $amount } ({ $share } szczytu); teraz { $now } poniżej szczytu
equity-title = Kapitał
equity-none = Nic jeszcze nie kupiono, więc nie ma czego rysować.
equity-caption = { $equity }, { $when }; { $change } wobec początkowych { $capital }
equity-head = { $symbol } · kapitał
equity-span = od { $from } do { $to }
equity-line = gotówka i pozycje po cenie bid
equity-begin = na początku { $capital }
profits-title = Zyski
profits-none = Żadna transakcja jeszcze się nie zakończyła, więc nie ma czego rysować.
profits-caption = { $count ->
    [one] { $count } transakcja
    [few] { $count } transakcje
    [many] { $count } transakcji
   *[other] { $count } transakcji
}, z zyskiem: { $gained }; ostatnia zakończona { $when }
profits-head = { $symbol } · zyski z transakcji
profits-about = { $count ->
    [one] { $count } transakcja
    [few] { $count } transakcje
    [many] { $count } transakcji
   *[other] { $count } transakcji
}, po opłatach
profits-across = zysk w stosunku do zapłaconej kwoty
export-none = Nie ma jeszcze czego eksportować.
export-file = { $count ->
    [one] { $count } wiersz
    [few] { $count } wiersze
    [many] { $count } wierszy
   *[other] { $count } wiersza
}, kwoty w dolarach, czas UTC

## Options

options-title = Opcje
options-none = Nie przyszedł jeszcze żaden łańcuch opcji. Stan źródeł pokazuje /health.
options-quoted = Cena { $price }; kwotowania { $when }, wiek { $age }
options-expiry = { $date }: jeszcze { $days }
options-strike = strike
options-bid = bid
options-ask = ask
options-iv = IV
options-delta = delta
options-volume = obrót
options-open = otw.
options-traded = Kontrakty: dzisiejszy obrót i otwarte; najpierw call, potem put
options-legend = Litery: co reguły odrzucają już na podstawie kwotowania
options-legend-days = { $letter } – czas do wygaśnięcia poza { $low }–{ $high } dni
options-legend-delta = { $letter } – delta poza { $low }–{ $high }
options-legend-open = { $letter } – otwartych kontraktów mniej niż { $least }
options-legend-volume = { $letter } – dzisiejszy obrót mniejszy niż { $least }
options-legend-bid = { $letter } – bid poniżej { $least }
options-legend-spread = { $letter } – spread powyżej { $most } lub { $share } środka
options-foot = IV (w %) i delta pochodzą ze źródła. Kontrakt bez litery też może zostać odrzucony: przez próg rentowności albo dlatego, że średnio przyniósłby stratę.

## Risk

risk-title = Ryzyko
risk-running = Handel nie jest ani wstrzymany, ani zatrzymany.
risk-paused = ⚠️ Wstrzymane przez { $who }, { $when }: nic więcej nie jest oferowane ani kupowane.
risk-halted = ⚠️ Zatrzymane przez reguły, { $when }: { $reason }. Nic nie jest otwierane, dopóki właściciel nie wznowi handlu.
risk-limits = Reguły i ich obecny stan
risk-equity = Kapitał { $equity }, z tego { $cash } w gotówce
risk-trade-max = Następna transakcja może kosztować najwyżej { $limit }
risk-trades = Transakcje w tym miesiącu: { $count } z { $limit }
risk-positions = Pozycje: { $count } z { $limit }
risk-exposure = Związane w pozycjach: { $exposure }, limit { $limit }
risk-day-loss = Dzisiejsza strata: { $loss }, limit { $limit }
risk-losses-in-row = Straty z rzędu: { $count } z { $limit }
risk-drawdown = Poniżej szczytu: { $drawdown }, limit { $limit }
risk-threshold = Wskazania są oferowane od pewności { $share }
risk-passed = Wskazania, z których nie powstała oferta
risk-passed-none = Jeszcze żadne.
risk-passed-one = { $when } { $call } { $share }: { $reasons }
risk-passed-count = Razem { $count ->
    [one] { $count } wskazanie
    [few] { $count } wskazania
    [many] { $count } wskazań
   *[other] { $count } wskazania
}

## Ready

ready-title = Gotowość do handlu na żywo
ready-about = Czego wymaga się od transakcji na papierze, zanim wejdą prawdziwe pieniądze.
ready-trades = { $met ->
    [yes] Spełnione
   *[no] Niespełnione
}: zamknięte transakcje: { $is }; potrzeba { $required }.
ready-expectancy = { $met ->
    [yes] Spełnione
   *[no] Niespełnione
}: dolny kraniec średniej stopy zwrotu z transakcji: { $is }; musi leżeć powyżej { $required }.
ready-profit-factor = { $met ->
    [yes] Spełnione
   *[no] Niespełnione
}: zyski do strat: { $is }; potrzeba { $required }.
ready-drawdown = { $met ->
    [yes] Spełnione
   *[no] Niespełnione
}: najgłębsze obsunięcie kapitału: { $is }; dozwolone najwyżej { $required }.
ready-calibration = { $met ->
    [yes] Spełnione: rozliczono dość zapowiedzi o wysokiej pewności i nie były zawyżone.
   *[no] Niespełnione: rozliczono za mało zapowiedzi o wysokiej pewności albo były zawyżone. Więcej pokazuje /thresholds.
}
ready-weeks = { $met ->
    [yes] Spełnione
   *[no] Niespełnione
}: tygodnie na papierze: { $is }; potrzeba { $required }.
ready-configured = { $met ->
    [yes] Spełnione: zlecenia na żywo trafiałyby do brokera: { $broker }.
   *[no] Niespełnione: w konfiguracji nie ma brokera dla zleceń na żywo.
}
ready-all = Wszystkie punkty są spełnione. Do handlu na żywo prowadzi /mode.
ready-live = Wszystkie punkty są spełnione, a handel na żywo jest włączony.
ready-open = { $count ->
    [one] { $count } punkt jest niespełniony: handlu na żywo nie można jeszcze potwierdzić.
    [few] { $count } punkty są niespełnione: handlu na żywo nie można jeszcze potwierdzić.
    [many] { $count } punktów jest niespełnionych: handlu na żywo nie można jeszcze potwierdzić.
   *[other] { $count } punktu jest niespełnione: handlu na żywo nie można jeszcze potwierdzić.
}

## Scoreboard

scoreboard-title = Bilans decyzji
scoreboard-none = Nie rozstrzygnięto jeszcze żadnej oferty.
scoreboard-approved = Zatwierdzone: ile dały
scoreboard-denied = Odrzucone: ile by dały
scoreboard-expired = Bez odpowiedzi: ile by dały
scoreboard-unasked = Bez pytania, w trybie tylko prognozy: ile by dały
scoreboard-empty = brak
scoreboard-ended = Zakończone: { $count }, z zyskiem: { $won }; { $profit }
scoreboard-open = Nadal śledzone: { $count }; dotąd { $profit }
scoreboard-saved = Odrzucanie i brak odpowiedzi zaoszczędziły dotąd { $amount }.
scoreboard-cost = Odrzucanie i brak odpowiedzi kosztowały dotąd { $amount }.
scoreboard-about = To, czego nikt nie wziął, jest śledzone tak, jakby kupiono je po cenie ask z oferty i sprzedano według tych samych reguł po cenie bid, z opłatami. Kilka ofert niczego o kliknięciach nie dowodzi.

option-record-title = Opcja na każde wskazanie
option-record-none = Żadne wskazanie z kierunkiem nie doczekało jeszcze terminu.
option-record-few = { $count ->
    [one] { $count } opcja
    [few] { $count } opcje
    [many] { $count } opcji
   *[other] { $count } opcji
}, niezależne: { $independent }; za mało danych
option-record-count = { $count ->
    [one] { $count } opcja
    [few] { $count } opcje
    [many] { $count } opcji
   *[other] { $count } opcji
}, niezależne: { $independent }
option-record-won = { $share } z nich przyniosło zysk (95%: { $interval })
option-record-gain = Średnio { $gain } zapłaconej ceny (95%: od { $low } do { $high })
option-record-calls = Opcje call, kupowane przy KUPNIE: średnio { $gain }, sztuk: { $count }
option-record-puts = Opcje put, kupowane przy SPRZEDAŻY: średnio { $gain }, sztuk: { $count }
option-record-model = Sprzedane po cenie z modelu, bo brakło świeżego kwotowania: { $count }
option-record-about = Na każde wskazanie kupowany jest jeden kontrakt po cenie ask i sprzedawany po cenie bid w terminie wskazania, z opłatami, bez względu na to, czy kogoś pytano. Wskazania bliższe sobie niż horyzont zachodzą na siebie i liczą się częściowo.

## Modes

mode-title = Tryb
mode-on = { $mode } – tryb włączony
mode-live-broker = Zlecenia trafiają do brokera: { $broker }.
mode-live-not-configured = Nieskonfigurowane: wpisz brokera dla zleceń na żywo w konfiguracji i uruchom program ponownie.
mode-practice = Ćwiczenie: na tym symulowanym rynku oferowane są wskazania, które reguły prawdziwego rynku by zatrzymały.
mode-live-ask = ⚠️ Od tej chwili to, co zatwierdzisz, kupowane jest za prawdziwe pieniądze. Kliknij jeszcze raz, by potwierdzić.

## Messages of the desk

notice-bought = Kupione
notice-sold = Sprzedane: { $profit } ({ $gain })
notice-sold-reason = Powód: { $reason }.
notice-sold-prices = { $contracts }, kupno po { $bought }, sprzedaż po { $sold }, czas trzymania { $held }
notice-unfilled = ⚠️ Zlecenie nie zostało zrealizowane zgodnie z planem
notice-unsold = ⚠️ Sprzedaż nie została zrealizowana zgodnie z planem
notice-unsold-more = Reszta nadal jest w portfelu i znów jest wystawiona na sprzedaż. Pokazuje ją /positions.
notice-halted = ⚠️ Handel jest zatrzymany: { $reason }
notice-halted-more = Od { $when } nic więcej nie jest otwierane. Otwarte pozycje są pilnowane i sprzedawane według reguł. Właściciel wznawia handel przez /resume.
notice-mismatch = ⚠️ Pozycje u brokera nie zgadzają się z księgą
notice-mismatch-one = { $contract }: w księdze { $book }, u brokera { $broker }
notice-mismatch-more = Sprawdź swój rachunek u brokera. Nie otwieram nic na tym, czego nie znam; /pause zatrzymuje wszystko, aż się to wyjaśni.
attribution-title = Skąd się wzięło
attribution-price = Cena
attribution-time = Czas
attribution-volatility = Zmienność
attribution-spread = Spread
attribution-fees = Opłaty
attribution-rest = Niewyjaśnione
attribution-part = { $name } { $amount }
attribution-none = Nie dało się ustalić, skąd się wzięło.

## Answers to what is no command

unknown-command = Nie znam tego polecenia. Co rozumiem, pokazuje /help.
plain-text = Rozumiem polecenia i przyciski. Ich listę pokazuje /help.
no-text = Czytam tylko tekst i przyciski. Co rozumiem, pokazuje /help.
edited = Edycja wiadomości niczego tu nie zmienia. Wyślij ją jeszcze raz jako nową.
toast-expired = Ten przycisk wygasł. Wyślij /start, by dostać świeże.
toast-nothing-new = Nic nowego.
talk-lost = Zgubił mi się wątek mojego pytania. Zacznij, proszę, od początku.
apology = Coś poszło nie tak po mojej stronie; jest to w logu. Spróbuj, proszę, jeszcze raz.
setup-id = Twój identyfikator:
setup-line = Aby uzyskać dostęp, ustaw { $setting } na tę liczbę i uruchom program ponownie.

## The exchange's hours

notice-opens = 🔔 Giełda otwarta: { $date }
notice-closes = 🔔 Giełda zamknięta: { $date }
notice-shut = 🔕 Dziś bez handlu, { $date }

## Accuracy over time

button-over-time = W czasie
over-time-head = { $symbol } · { $horizon }: sprawdziło się
over-time-span = Cały bilans, od { $from } do { $to }
over-time-right = sprawdziło się
over-time-band = przedział 95%
over-time-baseline = najczęstsza odpowiedź
over-time-independent = { $independent } niezal.
over-time-not-yet = Za mało danych: do wykresu potrzeba wyników z dwóch dni.
over-time-newest = Stan na { $date }: trafne { $share } (95%: { $interval }), zawsze najczęstsza odpowiedź { $baseline }, niezależne: { $independent }
over-time-means = Każdy punkt obejmuje wszystko od początku. Przedział obowiązuje dla wszystkich dni naraz; umiejętność uniosłaby go ponad przerywaną linię.
## Ways through the chat, and settings

group-now = Teraz
group-record = Wyniki
group-trading = Handel
group-learning = Uczenie się
group-reports = Raporty
button-now = Teraz
button-record = Wyniki
button-trading = Handel
button-learning = Uczenie się
button-reports = Raporty
button-settings = Ustawienia
command-settings = powiadomienia, cisza, wykresy, symbole, reguły, historia
command-language = język, w którym z tobą rozmawiam
settings-title = Ustawienia
settings-one = { $name }: { $value }
settings-chosen = ✓ { $choice }
settings-saved = Zapisane.
settings-default = domyślnie
settings-none = brak
settings-hours = { $from }–{ $to }
settings-levels-now = Powiadomienia: z dźwiękiem { $loud }, po cichu { $silent }, wył. { $off }
settings-rules-now = { $count ->
    [0] Reguły: wszystkie jak w konfiguracji
    [one] Reguły: { $count } ustawiona tutaj, pozostałe jak w konfiguracji
    [few] Reguły: { $count } ustawione tutaj, pozostałe jak w konfiguracji
    [many] Reguły: { $count } ustawionych tutaj, pozostałe jak w konfiguracji
   *[other] Reguły: { $count } ustawionej tutaj, pozostałe jak w konfiguracji
}
settings-quiet = Godziny ciszy
settings-zone = Strefa czasowa
settings-report-at = Raport
settings-pictures = Wykresy
settings-shown = Pokazywany symbol
settings-watched = Obserwowane
button-notifications = Powiadomienia
button-quiet = Godziny ciszy
button-report-time = Pora raportu
button-pictures = Wykresy
button-symbols = Symbole
button-language = Język
button-rules = Reguły
button-history = Historia
settings-levels-title = Powiadomienia
settings-levels-tap = Kliknięcie przełącza: wł., po cichu, wył.
level-on = wł.
level-silent = po cichu
level-off = wył.
topic-offers = Oferty
topic-offers-means = sygnały, które można zatwierdzić
topic-trades = Transakcje
topic-trades-means = kupno, sprzedaż, niezrealizowane zlecenia
topic-stops = Zatrzymania
topic-stops-means = zatrzymano handel, księgi się nie zgadzają
topic-reports = Raporty
topic-reports-means = raport dnia, tygodnia, miesiąca
topic-learning = Nauka
topic-learning-means = co zmienia się na gorsze
topic-sources = Źródła
topic-sources-means = źródła, które zawodzą albo znów odpowiadają
topic-hours = Godziny
topic-hours-means = giełda się otwiera, zamyka albo ma dzień wolny
topic-service = Usługa
topic-service-means = sama usługa
settings-quiet-title = Godziny ciszy
settings-quiet-off = Bez godzin ciszy.
settings-quiet-on = Cisza w godzinach { $hours }, { $zone }
settings-quiet-means = W godzinach ciszy od razu przychodzą tylko oferty i zatrzymania. Reszta czeka i przychodzi potem razem.
button-no-quiet = Bez ciszy
button-zone = Strefa czasowa
settings-zone-title = Strefa czasowa
settings-zone-now = { $zone }, jest tam teraz { $time }
button-other-zone = Inna strefa
settings-ask-zone = Jaka strefa czasowa? Wyślij nazwę, na przykład Europe/Warsaw albo Asia/Tokyo.
settings-wrong-zone = Nie znam strefy czasowej o tej nazwie. Wyślij na przykład Europe/Warsaw albo naciśnij Anuluj.
settings-report-title = Pora raportu
settings-report-now = Raport z dnia handlu przychodzi o { $when }.
settings-report-evening = { $time } (Nowy Jork)
settings-report-morning = { $time } następnego ranka (Nowy Jork)
settings-report-means = Opisuje ten sam dzień bez względu na to, kiedy przychodzi.
button-next-morning = { $time } nazajutrz
settings-pictures-title = Wykresy
settings-pictures-means = W jakich kolorach mają być wykresy?
theme-dark = ciemne
theme-light = jasne
settings-language-title = Język
settings-language-means = W jakim języku mam z tobą rozmawiać?
settings-symbols-title = Symbole
settings-symbols-main = Do handlu: { $symbol }
settings-symbols-alone = Żaden inny symbol nie jest obserwowany.
settings-symbols-watched = Obserwowane obok niego, każdy symbol z własnym bilansem: { $symbols }
settings-symbols-shown = Pokazywany w tym czacie: { $symbol }
button-show-symbol = Pokaż { $symbol }
button-watch = + { $symbol }
button-unwatch = − { $symbol }
button-other-symbol = Inny symbol
settings-ask-symbol = Jaki symbol obserwować? Wyślij jego ticker, na przykład LMT.
settings-wrong-symbol = To nie jest ticker. Wyślij od 1 do 8 liter lub cyfr, na przykład LMT, albo naciśnij Anuluj.
settings-watched-full = Więcej symboli nie da się obserwować. Najpierw usuń któryś z nich.
settings-watched-already = Ten symbol już tu jest.
settings-rules-title = Reguły
settings-rules-means = To, co tu ustawisz, obowiązuje od razu: dla nowych ofert i dla otwartych pozycji.
settings-rule-set = { $name }: { $value } (w konfiguracji { $configured })
settings-rule-range = Może wynosić od { $low } do { $high }.
rule-threshold = Wymagana pewność
rule-trade-max = Jedna transakcja najwyżej
rule-trade-share-max = Jedna transakcja, % kapitału
rule-exposure-max = Wszystkie pozycje, % kapitału
rule-positions-max = Pozycje naraz
rule-trades-a-month-max = Transakcje w miesiącu
rule-day-loss-max = Strata dnia
rule-losses-in-row-max = Straty z rzędu
rule-drawdown-max = Spadek od szczytu
rule-offer-minutes = Czas na zatwierdzenie
rule-stop = Stop, % zapłaconej ceny
rule-target = Cel, % zapłaconej ceny
rule-sessions-max = Sesje do sprzedaży
button-step-down = ▼ { $value }
button-step-up = ▲ { $value }
button-other-value = Inna wartość
button-as-configured = Jak w konfiguracji
settings-ask-rule = { $rule }: wyślij wartość od { $low } do { $high }.
settings-wrong-range = To nie pasuje. Wyślij wartość od { $low } do { $high } albo naciśnij Anuluj.
settings-sure = ⚠️ Handel jest na żywo, a ta zmiana pozwala stracić więcej. { $rule }: z { $before } na { $after }. Kliknij jeszcze raz, by potwierdzić.
button-change-for-sure = Tak, zmień
settings-history-title = Historia
settings-history-none = Niczego jeszcze nie zmieniono.
settings-history-one = { $when }, przez { $whom }: { $name } = { $value }
settings-history-undo = { $when }, cofnięte przez { $whom }: znów { $name } = { $value }
settings-history-means = „Cofnij” odwraca najnowszą zmianę, a każde następne kliknięcie tę przed nią.
settings-changed-meanwhile = W międzyczasie coś zmieniono. Zajrzyj do historii jeszcze raz.
button-undo = ↶ Cofnij

## Several symbols

watched-title = Prognozuję też
watched-call = { $symbol }: { $call } przy { $price }, { $when }
watched-no-call = { $symbol }: nie ma jeszcze prognozy
settings-watched-impossible = Na tym rynku tego symbolu nie da się prognozować.
watched-left = { $symbol } nie jest już prognozowany: to jego bilans.
button-symbol-here = • { $symbol }
## Groups and the PIN

group-type-report = W grupie nie mogę czekać na tekst. Wpisz /report z datą, na przykład /report 2026-01-02.
group-type-elsewhere = W grupie nie mogę czekać na tekst. Ustaw to w prywatnym czacie ze mną.
pin-ask = Wpisz swój PIN
pin-wrong = To nie ten PIN, więc nic nie zrobiono. Pozostałe próby: { $left }. Zacznij od nowa przyciskiem lub poleceniem.
pin-locked = Za dużo błędnych prób. Do { $when } żaden PIN nie jest przyjmowany; nic nie zrobiono.
pin-expired = Ta klawiatura wygasła i nic nie zrobiono. Zacznij od nowa przyciskiem lub poleceniem.
pin-cancelled = Nic nie zrobiono.
pin-anothers = Ta klawiatura należy do kogoś innego.
notice-pin-locked = ⚠️ Błędny PIN wpisano { $count ->
    [one] { $count } raz
    [few] { $count } razy
    [many] { $count } razy
   *[other] { $count } raza
}
notice-pin-locked-more = Wpisała go osoba { $who }. Do { $when } żaden jej PIN nie jest przyjmowany. To ty? Jeśli nie, usuń ten identyfikator z konfiguracji i uruchom program ponownie.

## Bells

notice-shut-because = 🔕 Dziś bez handlu, { $date }: { $reason }
bell-until = Handel trwa do { $time } czasu nowojorskiego.
bell-early = Krótszy dzień: handel trwa do { $time } czasu nowojorskiego ({ $reason }).
bell-move = { $symbol } na zamknięciu: { $price }, { $change } od poprzedniego zamknięcia.
bell-price = { $symbol } na zamknięciu: { $price }.
bell-no-price = Nie mam ceny { $symbol } z tego dnia.
bell-calls = { $made ->
    [one] { $made } prognoza
    [few] { $made } prognozy
    [many] { $made } prognoz
   *[other] { $made } prognozy
} dzisiaj: wzrost { $up }, trzymanie { $hold }, spadek { $down }.
bell-no-calls = Dziś nie było żadnej prognozy.
bell-next = Następna sesja zaczyna się { $date } o { $time } czasu nowojorskiego.
bell-next-unknown = Mój kalendarz nie zna następnej sesji.

## What was held back or gathered

notice-digest = 🌙 Podczas ciszy: { $alerts ->
    [one] { $alerts } alert
    [few] { $alerts } alerty
    [many] { $alerts } alertów
   *[other] { $alerts } alertu
}, { $reports ->
    [one] { $reports } raport
    [few] { $reports } raporty
    [many] { $reports } raportów
   *[other] { $reports } raportu
}
notice-digest-away = 📬 Czekało na Telegram: { $alerts ->
    [one] { $alerts } alert
    [few] { $alerts } alerty
    [many] { $alerts } alertów
   *[other] { $alerts } alertu
}
digest-times = Godziny podano w czasie nowojorskim.
digest-line = { $when } · { $title }
digest-more = { $count ->
    [one] i jeszcze { $count }
    [few] i jeszcze { $count }
    [many] i jeszcze { $count }
   *[other] i jeszcze { $count }
}
digest-reports = { $reports ->
    [one] Raport poniżej.
    [few] Raporty poniżej.
    [many] Raporty poniżej.
   *[other] Raporty poniżej.
}
notice-flaps = ⚠️ { $source } ({ $channel }): { $times ->
    [one] { $times } przerwa
    [few] { $times } przerwy
    [many] { $times } przerw
   *[other] { $times } przerwy
} w dostarczaniu danych od { $when }
notice-flaps-still = { $why } Nadal zawodzi. Więcej pokazuje /health.
notice-flaps-again = Na razie znów odpowiada. Więcej pokazuje /health.
notice-drifts = 📉 Dryf: { $count ->
    [one] { $count } część moich prognoz stała się gorsza niż brak umiejętności
    [few] { $count } części moich prognoz stały się gorsze niż brak umiejętności
    [many] { $count } części moich prognoz stało się gorszych niż brak umiejętności
   *[other] { $count } części moich prognoz stało się gorsze niż brak umiejętności
}
drifts-line = { $horizon }: { $names }
drifts-whole = cała prognoza

## Reports of days, weeks and months

report-verdict-none = Dziś nie rozliczono żadnego wskazania na 24 h.
report-verdict = Wskazania na 24 h rozliczone tego dnia: trafne { $share }. Zawsze ta sama odpowiedź: { $baseline }.{ $judged ->
    [few] { " " }Jeden dzień niczego nie dowodzi.
   *[enough] { "" }
}
report-late = ⏰ Raport spóźniony o { $span }: o 17:00 usługa nie działała albo nie mogła odczytać rynku.
report-settled-before = Rozliczone { $date }
report-counted = { $count ->
    [one] { $count } wynik
    [few] { $count } wyniki
    [many] { $count } wyników
   *[other] { $count } wyniku
} (niezależne: { $independent }); zawsze { $call }: { $baseline }
report-options-title = Opcje na wskazania
report-options = { $horizon }: { $count ->
    [one] { $count } opcja
    [few] { $count } opcje
    [many] { $count } opcji
   *[other] { $count } opcji
}, z zyskiem: { $won }, średnio { $mean }
report-options-none = Żadna opcja na wskazanie nie dobiegła końca.
report-desk = Handel: zaoferowane { $offered }, zatwierdzone { $approved }, odrzucone { $denied }, teraz w portfelu { $open }
report-desk-trades = { $count ->
    [0] Żadna transakcja się nie zakończyła.
    [one] { $count } zakończona transakcja, z zyskiem: { $won }, razem { $profit }
    [few] { $count } zakończone transakcje, z zyskiem: { $won }, razem { $profit }
    [many] { $count } zakończonych transakcji, z zyskiem: { $won }, razem { $profit }
   *[other] { $count } zakończonej transakcji, z zyskiem: { $won }, razem { $profit }
}
report-spoke = { $count ->
    [one] Odezwał się { $count } sygnał z { $all }.
    [few] Odezwały się { $count } sygnały z { $all }.
    [many] Odezwało się { $count } sygnałów z { $all }.
   *[other] Odezwało się { $count } sygnału z { $all }.
}
report-changes = { $count ->
    [0] Nauka niewiele we mnie zmieniła.
    [one] Nauka: { $count } zmiana warta wzmianki
    [few] Nauka: { $count } zmiany warte wzmianki
    [many] Nauka: { $count } zmian wartych wzmianki
   *[other] Nauka: { $count } zmiany wartej wzmianki
}
report-proof = ✅ na bieżąco = odtworzone: tak samo wyszło { $all } z { $all } decyzji i wyników
report-proof-differs = ⚠️ na bieżąco ≠ odtworzone: inaczej wyszło { $count } z { $all } decyzji i wyników
report-proof-none = na bieżąco = odtworzone: nie porównano
report-advice = 💡 { $advice }
report-advice-none = Żadna reguła niczego nie zaleca.
report-advice-foot = Każda rada wynika z liczb według podanej reguły; żadna nie jest prognozą.
report-advice-verify = Odtworzenie różni się od działania na bieżąco w { $count ->
    [one] { $count } przypadku
    [few] { $count } przypadkach
    [many] { $count } przypadkach
   *[other] { $count } przypadku
}: zatrzymaj usługę i uruchom algoslayer verify.
report-advice-leave-live = Wróć do handlu na papierze: nie ma jeszcze dowodów umiejętności.
report-advice-paper = Zostań na papierze: nie ma jeszcze dowodów umiejętności.
report-advice-skipped = { $count ->
    [one] { $count } cykl nie dał prognozy
    [few] { $count } cykle nie dały prognozy
    [many] { $count } cykli nie dało prognozy
   *[other] { $count } cyklu nie dało prognozy
}: jak odpowiadają źródła, pokazuje /health.
report-advice-silent = Sygnał „{ $signal }” milczy od { $count ->
    [one] { $count } dnia
    [few] { $count } dni
    [many] { $count } dni
   *[other] { $count } dnia
}: sprawdź jego źródło w /health.
report-advice-no-claims = W tym miesiącu żadne wskazanie nie sięgnęło { $threshold }. Takie wskazania są rzadkie; nie obniżaj z tego powodu progu.
report-state-learning = Stan: 🟡 nauka
report-state-good = Stan: 🟢 dobry
report-state-excellent = Stan: ⭐ doskonały
report-part-accuracy = Trafność
report-part-options = Opcje
report-part-signals = Sygnały
report-part-learned = Nauka
report-part-advice = Rady
report-part-rules = Reguły stanu
report-signal-spoke = { $count ->
    [one] odezwał się raz
    [few] odezwał się { $count } razy
    [many] odezwał się { $count } razy
   *[other] odezwał się { $count } raza
}
report-signal-silent = milczy: { $reason }
report-side = Kierunek po 24 h: trafny w { $share } ({ $interval }), niezależne: { $independent }
report-side-none = Żaden kierunek nie został sprawdzony po 24 h.
report-rule-learning = 🟡 Nauka: mniej niż { $evidence } niezależnych wyników na 24 h albo brak dowodów umiejętności, albo dowiedziono, że pewności są błędne.
report-rule-good = 🟢 Dobry: cały przedział przewagi nad brakiem umiejętności leży powyżej 0 i nie dowiedziono, że błąd kalibracji przekracza { $limit }.
report-rule-excellent = ⭐ Doskonały: spełniona jest też lista z /ready, a wskazania o pewności { $threshold } mają oparcie w tym, co wyszło z wcześniejszych.
report-ground-independent = Niezależne wyniki: { $independent }
report-ground-skilled = Przewaga nad brakiem umiejętności powyżej 0
report-ground-calibration = Błąd kalibracji co najmniej { $share }
report-ground-ready = Lista z /ready spełniona
report-ground-backed = Wysoka pewność ma oparcie
report-week-title = Tydzień
report-month-title = Miesiąc
report-span = Od { $from } do { $to }
report-settled-span = Rozliczone w tym czasie
report-span-skipped = Cykle bez prognozy: { $count }
report-span-claims = Wskazania o wysokiej pewności: { $count }
report-state-begin = Na początku: { $verdict }
report-state-end = Na końcu: { $verdict }
report-equity = Kapitał od { $from } do { $to }
report-best = Najczęściej trafny: { $signal }
report-worst = Najrzadziej trafny: { $signal }
report-weight = { $signal }: waga { $from }, teraz { $to }
report-next-shut = { $date }: zamknięte, { $reason }
report-next-early = { $date }: wcześniejsze zamknięcie o 13:00, { $reason }
button-report-day = Dzień
button-report-week = Tydzień
button-report-month = Miesiąc
button-report-back = ‹ Raport
button-span-before = ‹ Wcześniej
button-span-after = Później ›
report-picture = { $date } · trafność w czasie
report-warn-differs = ⚠️ { $date }: odtworzenie dało inny wynik niż praca na bieżąco. Zatrzymaj usługę i uruchom algoslayer verify.
report-bad-asked = Nie mogę tego odczytać. Wyślij /report z dniem, np. { $day }, z tygodniem, np. { $week }, albo z miesiącem, np. { $month }.

## Training and models

button-train = Trening
button-models = Modele
button-train-now = 🎓 Trening { $share }
button-train-start = ▶ Trenuj
button-train-cancel-for-sure = Tak, zatrzymaj
button-train-go-on = Kontynuuj
button-card = Karta
button-card-last = Ostatnia karta
button-card-of = Karta { $id }
button-promote = Wprowadź
button-promote-of = Wprowadź { $id }
button-promote-for-sure = Tak, niech działa
button-roll-back = Cofnij
button-roll-back-for-sure = Tak, cofnij
command-train = trenuj modele i zobacz postęp treningu
command-models = wszystkie wytrenowane modele i ich wyniki
command-rollback = wróć do modelu, który działał wcześniej
train-title = Trening
train-run-title = Trening { $number }
train-done-title = Trening { $number } zakończony
train-about = Modele uczą się z każdej decyzji, której wynik jest znany, i są sprawdzane na dniach, których nie widziały.
train-data = { $have } { $count ->
    [one] niezależna obserwacja
    [few] niezależne obserwacje
    [many] niezależnych obserwacji
   *[other] niezależnej obserwacji
} do nauki, potrzeba { $need }.
train-not-enough = Za mało danych
train-too-little = { $have } { $count ->
    [one] niezależna obserwacja
    [few] niezależne obserwacje
    [many] niezależnych obserwacji
   *[other] niezależnej obserwacji
} do tej pory, potrzeba { $need }. Przybywa ich samo, gdy znane stają się wyniki.
train-chosen = ✓ { $name }
train-means = : { $sentence }
train-no-such = Nie ma takiego treningu.
train-waiting = Odłożony na później
train-waiting-means = Zacznie się sam, gdy połączy się komputer, który trenuje.
train-running = W toku
train-bar = { $bar } { $share }
train-units = Gotowe: { $done } z { $all } części
train-at-fold = Teraz: podział { $fold }, { $family }
train-at-final = Teraz: ostatnie dopasowanie, { $family }
train-best = Najlepszy dotąd: { $family }, zysk { $gain }
train-left = Pozostały czas: około { $span }
train-trainers = { $count ->
    [one] pracuje { $count } komputer
    [few] pracują { $count } komputery
    [many] pracuje { $count } komputerów
   *[other] pracuje { $count } komputera
}
train-fault = Ostatni błąd: { $fault }
train-families = Rodziny: { $names }
train-depth = { $depth }, { $place }
train-asked = Zlecono: { $when }
train-began = Rozpoczęto: { $when }
train-cancel-ask = Zatrzymać ten trening? To, co już zrobiono, przepadnie.
train-started = Trening { $number } jest w toku.
train-kept = Trening { $number } czeka: zacznie się, gdy połączy się komputer, który trenuje.
train-busy = Trening { $number } już czeka albo jest w toku.
train-cancelled = Trening zatrzymano.
train-nothing = Tego już nie ma.
train-promoted = Działa od następnej decyzji.
train-not-allowed = Reguła jeszcze na to nie pozwala; karta mówi dlaczego.
train-rolled-back = Od następnej decyzji: { $model }
train-too-few = Za mało danych: { $have } niezależnych obserwacji, potrzeba { $need }.
train-failed = Nie udało się; dziennik mówi dlaczego. Spróbuj później.
train-refused = Tylko właściciel trenuje, zatrzymuje, wprowadza i cofa. Nic nie zrobiono.
trainer-connected = 🟢 { $name } jest połączony.
trainer-seen = ⚪ { $name } był ostatnio widziany { $when } ({ $ago } temu).
trainer-never = Żaden twój komputer jeszcze się nie połączył. Aby go przygotować, uruchom na nim:
depth-light = Lekki
depth-light-means = mało podziałów, mało prób, małe modele; minuty
depth-usual = Zwykły
depth-usual-means = sprawdzany kwartałami, kilka prób na rodzinę
depth-thorough = Dokładny
depth-thorough-means = sprawdzany miesiącami, piętnaście prób na rodzinę; trwa najdłużej
place-trainers = Mój komputer
place-server = Ten serwer
place-server-means = Ten serwer trenuje obok swojej pracy, z najniższym priorytetem: lekki trening.
place-trainers-means = Trenuje twój komputer; ten serwer tylko rozdaje części.
place-trainers-later = Żaden twój komputer nie jest połączony: trening zaczeka i zacznie się, gdy któryś będzie.
family-logistic = Regresja logistyczna
family-forest = Las losowy
family-boosting = Drzewa wzmacniane, drugiego rzędu
family-gradient = Drzewa wzmacniane, pierwszego rzędu
family-network = Sieć neuronowa
family-sequence = Sieć rekurencyjna
family-ensemble = Wszystkie rodziny razem
family-short-logistic = Logistyczna
family-short-forest = Las
family-short-boosting = Boosting
family-short-gradient = Gradient
family-short-network = Sieć
family-short-sequence = Rekurencyjna
family-short-ensemble = Razem
ranged = { $value } (95 %: { $low } do { $high })
card-title = Karta treningu { $number }
card-not-yet = Nie ma jeszcze karty.
card-cancelled = Został zatrzymany.
card-failed = Nie udało się go ukończyć. To, co działało, działa dalej; /train zaczyna następny.
card-verdict-none = Nie udało się dopasować żadnej rodziny, więc nie ma czego wprowadzać.
card-verdict-too-few = Sprawdzono za mało, by coś powiedzieć.
card-verdict-worse = Najlepsza rodzina była gorsza niż brak umiejętności, i to nie przez przypadek.
card-verdict-no-evidence = Brak dowodów, że któraś rodzina wie więcej niż brak umiejętności: zysk może być przypadkiem.
card-verdict-luck = Najlepsza rodzina wygląda lepiej niż brak umiejętności, ale przy tylu próbach równie dobrze mogło to być szczęście.
card-verdict-not-online = Najlepsza rodzina wiedziała więcej niż brak umiejętności, ale nie więcej niż to, co już uczy się na bieżąco.
card-verdict-better = Najlepsza rodzina wiedziała więcej niż brak umiejętności, nie przez przypadek, w dniach, których nie widziała.
card-rule = Lepsza znaczy: cały przedział zysku leży powyżej 0, sprawdzono co najmniej { $need } niezależnych obserwacji, przeuczenie jest mniej prawdopodobne niż { $share }, a log loss jest niższa niż przy nauce na bieżąco.
card-data = Dane: { $from } do { $until }, decyzje: { $count }, niezależne: { $independent }
card-tested = Sprawdzone poza próbą: decyzje { $count }, niezależne { $independent }, podziały { $folds }
card-simulated = 🧪 Nauczony na rynku SYMULOWANYM: nic nie mówi o prawdziwych cenach.
card-seed = Ziarno { $seed }, dokładność { $depth }, dane { $data }
card-best = Najlepsza: { $family }
card-gain = Zysk nad brakiem umiejętności: { $gain }
card-online = Zysk nad nauką na bieżąco: { $gain }
card-side = Trafiona strona: { $share }
card-calibration = Błąd kalibracji { $error }, nachylenie { $slope } (1 to dobrze)
card-calibration-error = Błąd kalibracji { $error }
card-conviction = Sygnały od { $from }: trafne { $right } z { $count } (95 %: { $interval })
card-conviction-none = Sygnały od { $from }: brak
card-options = Opcje na jego sygnały: { $gain } premii, { $count ->
    [one] { $count } sygnał
    [few] { $count } sygnały
    [many] { $count } sygnałów
   *[other] { $count } sygnału
}
card-options-none = Opcje na jego sygnały: za mało danych
card-overfitting = Prawdopodobieństwo przeuczenia: { $share }
card-overfitting-unknown = Prawdopodobieństwo przeuczenia: nie da się określić
card-table = Zysk nad brakiem umiejętności (log loss, 95 %):
card-serves = Teraz działa.
card-may-serve = Nic nie stoi na przeszkodzie, by go wprowadzić.
card-may-not-serve = Jeszcze nie może działać; karta mówi dlaczego.
card-was = Jego czas minął: od tego czasu wytrenowano lub wprowadzono inny.
card-against = Co przemawia przeciw wprowadzeniu:
card-hurdle = – { $hurdle }
card-not-installed = – nie został przyjęty
card-head = Trening { $number } · { $symbol }
card-chart-gain = Zysk nad brakiem umiejętności, z przedziałem 95 %
card-chart-online = nauka na bieżąco
card-chart-reliability = { $family }: deklarowane a spełnione
card-chart-importance = Na czym się opiera
card-chart-rest = Rynek
hurdle-evidence = dowód { $have }, potrzeba { $need }
hurdle-gain = zysk nad tym, co działa, { $have }, potrzeba { $need }
hurdle-calibration = błąd kalibracji { $have }, dozwolone najwyżej { $most }
hurdle-slope = nachylenie kalibracji { $have }: za daleko od 1
hurdle-recent = gorszy o { $have } od tego, co działa, w ostatnich 60 dniach
hurdle-shadow = obserwowany przez { $have } z { $need } dni sesyjnych po treningu
hurdle-harm = gorszy od tego, co działa, od czasu treningu, dowód { $have }
models-title = Modele
models-online = Eksperci uczący się na bieżąco działają sami.
models-none = Nie wytrenowano jeszcze żadnego modelu. /train zaczyna.
models-trained = Wytrenowany do { $date }, zysk nad brakiem umiejętności { $gain }
models-since = Działa od { $when }
models-record = { $days } wyników: log loss { $loss }, brak umiejętności { $base }; trafiona strona { $share } z { $moves } niezależnych ruchów
models-record-still = { $days } wyników: log loss { $loss }, brak umiejętności { $base }
models-no-record = Po treningu nie ma jeszcze żadnego wyniku.
models-faults = { $count ->
    [one] Raz nie podał liczby.
    [few] { $count } razy nie podał liczby.
    [many] { $count } razy nie podał liczby.
   *[other] { $count } razy nie podał liczby.
}
models-may-serve = Nic nie stoi na przeszkodzie, by go wprowadzić.
models-against = Przeciw wprowadzeniu: { $hurdles }
standing-champion = ⭐ Działa: { $model }
standing-challenger = 👁 Obserwowany: { $model }
standing-former = Działał wcześniej: { $model }
standing-superseded = Zastąpiony, zanim zadziałał: { $model }
model-named = { $family } { $id }
model-online = sami eksperci uczący się na bieżąco
promote-ask = Teraz działa: { $now }. Od następnej decyzji: { $next }. Czy tak ma być?
promote-not = Reguła na to nie pozwala; karta mówi dlaczego.
rollback-title = Cofnij
rollback-ask = Teraz działa: { $now }. Po cofnięciu, od następnej decyzji: { $next }. Czy tak ma być?
rollback-nothing = Działają tylko eksperci uczący się na bieżąco: nie ma z czego się cofać.
notice-training-failed = ⚠️ Nie udało się ukończyć treningu { $number }
notice-training-failed-more = Dlaczego: { $why } To, co działało, działa dalej; /train zaczyna następny.
notice-model-refused = ⚠️ Nie przyjęto modelu z treningu { $number }
notice-model-refused-more = Dlaczego: { $why } To, co działało, działa dalej; /train próbuje ponownie.
notice-model-swapped = 🔁 { $symbol }: od teraz { $model }
swap-promoted = Wprowadził go właściciel, a reguła na to pozwoliła.
swap-asked-back = Właściciel poprosił o cofnięcie.
swap-beaten = To, co działało wcześniej, radziło sobie od tego czasu lepiej, więc cofnięto go samoczynnie.
swap-drifted = Jego straty wskazywały na zmianę na gorsze, więc cofnięto go samoczynnie.
swap-faulty = Zbyt często nie podawał liczby, więc cofnięto go samoczynnie.
