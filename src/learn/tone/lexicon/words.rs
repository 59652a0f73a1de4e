//! The words of the lexicon: what they mean for the value of the company that a headline is about.

/// What a word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sense {
    /// Good or bad news by itself, in `[-1, 1]`.
    Tone(f64),
    /// Something went up (+1) or down (-1); whether that is good depends on what it was.
    Direction(f64),
    /// As a direction, and news by itself: so much happened that it hardly matters what.
    Leap(f64),
    /// Went up, unless something is said to have happened to it: "slower growth".
    Growth,
    /// More of it is better (+1) or worse (-1).
    Thing(f64),
    /// Worse the more of it there is, and bad news by itself.
    Trouble(f64),
    /// A deal of one of these kinds is good news where it is made, and none where it is merely named.
    Deal,
    /// Makes a deal.
    Makes,
    /// Turns round what follows.
    Not,
    /// Makes what stands beside it stronger or weaker.
    Times(f64),
    /// Sets two numbers, or a profit and a loss, against each other.
    Against,
    /// Begins another thought.
    Break,
}

/// Words by sense. Regular endings are taken off before a word is looked up; irregular forms stand here themselves.
#[rustfmt::skip]
pub(super) const WORDS: &[(Sense, &str)] = &[
    (Sense::Tone(1.0), "
        win won award beat exceed surpass outperform outpace outshine upgrade approve approval breakthrough succeed success
        successful successfully strong stronger strongest strength strengthen robust solid buoyant brisk healthy vigorous
        improve improvement improving gain rebound recover recovery recuperate profitable benefit optimistic optimism bullish
        upbeat favorable favourable attractive accelerate boom booming thrive flourish prosper excellent outstanding impressive
        stellar superb terrific exceptional lucrative overweight clinch triumph victory acclaim praise applaud bolster enhance
        boost lift uplift upswing upturn upside revive revival resurgence resurgent topped tops topping outstrip overachieve
        windfall blockbuster bumper undervalued oversubscribed vindicate exonerate acquit reinstate accretive outperformance"),
    (Sense::Tone(0.5), "
        good great better best positive positively advance progress milestone expand expansion record momentum advantage
        promising encouraging confident confidence opportunity reward cheer pleased delighted satisfied ease resolve resolution
        steady stable resilient resilience efficient leadership popular celebrate honor honour achieve achievement reaffirm
        reiterate maintain qualify certify certified authorize greenlight accelerated debut streamline synergy competitive
        innovative innovation pioneer superior premium smooth favour favor welcome bargain cheap outright exclusive grant saving
        preferred selected modernize extend extension renew renewal ramp"),
    (Sense::Tone(-1.0), "
        miss fail failure lose lost downgrade weak weaker weakest weaken weakness warn warning lawsuit sue sued litigation probe
        investigate investigation fraud fraudulent bribe bribery scandal allege allegation violate violation recall defective
        flaw flawed suspend suspension halt cancel cancellation terminate termination bankrupt bankruptcy insolvent insolvency
        restate layoff redundancy dismissal closure shutdown crash accident explosion grounding disrupt disruption worry worried
        worries fear hurt weigh headwind trouble struggle poor worse worst worsen bearish pessimistic pessimism disappoint
        disappointing disappointment underperform underweight unprofitable sanction reject rejection setback crisis recession
        downturn slowdown stagnate stagnation stagnant erode erosion deteriorate deterioration adverse adversely unfavorable
        unfavourable overrun breach hack cyberattack corrupt corruption guilty convict conviction indict indictment penalize
        penalty punish fined misconduct mismanagement negligence collapse meltdown turmoil catastrophe disaster fatal fatality
        casualty grounded sabotage delist subpoena malpractice counterfeit embezzle manipulate misleading overstate overstated
        writeoff sluggish gloomy bleak dismal dire grim lacklustre lackluster anemic anaemic ailing distress distressed hamper
        hinder impede jeopardize derail stall stalled squeeze strain undermine tarnish batter plague woe downbeat unsustainable
        halve halved overvalued dilutive dilution default insufficient inability unable quagmire boycott blacklist sour falter
        stumble flounder languish backlash fallout lapse forfeit liquidate liquidation evict repossess foreclose"),
    (Sense::Tone(-0.5), "
        bad negative negatively slow concern concerned uncertain uncertainty difficult difficulty challenging tough tougher
        pressure volatile volatility problem dispute protest object objection criticism criticize criticise critic doubt caution
        cautious postpone scrap shelve resign resignation oust ousted quit idle idled unrest glut overhang oversupply
        complicated complication unfortunately regret apologize apologise suffer suffering drag dent curb limit exodus departure
        bottleneck backlogged snag hurdle glitch outage malfunction vulnerable vulnerability exposed hostile expensive dispose
        abandon withdraw withdrawal pullback cooling divest sceptical skeptical stretched overpriced hiccup congestion scrutiny
        overdue antitrust reprimand rebuke unwelcome hardship"),
    (Sense::Direction(1.0), "
        rise rose risen rising raise increase grow grew grown climb climbed up upward upwards higher high hike add bigger larger
        greater double doubled triple tripled quadruple widen broaden swell swelled swollen multiply lengthen uptick escalate
        elevate heighten upped"),
    (Sense::Direction(-1.0), "
        fall fell fallen falling decrease decline lower reduce reduction drop down downward downwards cut shrink shrank shrunk
        narrow lessen dip dwindle slip slide slid smaller fewer low lowest trim slash shed diminish contraction recede subside
        taper downtick lag retreat pare wane ebb downsize curtail abate dampen soften"),
    (Sense::Growth, "growth"),
    (Sense::Leap(1.0), "soar surge jump leap leapt leaped rally skyrocket spike zoom catapult outrun"),
    (Sense::Leap(-1.0), "plunge plummet tumble slump sink sank sunk nosedive crater plunged selloff crumble rout"),
    (Sense::Thing(1.0), "
        profit profitability earnings eps sales revenue turnover income ebit ebita ebitda margin demand order orderbook backlog
        booking guidance outlook forecast view estimate target dividend payout share stock output production delivery shipment
        volume traffic cashflow flow result return rating efficiency productivity workforce employment job staff headcount
        personnel budget spending export investment valuation sentiment market index consumption receipts royalty subscriber
        customer user passenger proceeds yield utilization utilisation liquidity solvency equity surplus appetite price capacity
        bonus footfall occupancy throughput prospects expectation"),
    (Sense::Thing(-1.0), "
        charges risk unemployment cost expense debt tax tariff inflation expenditure liability outflow provision spread
        borrowing leverage attrition churn emission downtime gearing indebtedness overhead absence burden"),
    (Sense::Trouble(0.7), "
        loss losses deficit delay impairment writedown shortage shortfall defect complaint claim overcapacity tension arrears"),
    (Sense::Deal, "contract deal agreement pact mou framework tender bid subcontract partnership"),
    (Sense::Makes, "sign receive obtain land secure ink score bag book nab finalize"),
    (Sense::Not, "
        not no never without cannot can't don't doesn't didn't won't isn't wasn't aren't weren't hasn't haven't neither nor
        hardly barely lack lacking despite avoid avert prevent deny denies denied dismiss"),
    (Sense::Times(1.5), "
        sharply significantly substantially considerably strongly markedly dramatically drastically steeply massively hugely
        heavily severely badly greatly clearly notably sharp significant substantial considerable dramatic drastic steep massive
        huge heavy severe very extremely deeply deep materially big"),
    (Sense::Times(0.6), "
        slightly modestly marginally somewhat mildly slight modest marginal mild small little partly partially fractionally
        gradually moderately moderate"),
    (Sense::Against, "from versus vs compared against than"),
    (Sense::Break, "but while whereas although though however as because amid after"),
];

/// Phrases, matched before single words; their words then mean nothing else. 0 takes the meaning out of them.
#[rustfmt::skip]
pub(super) const PHRASES: &[(f64, &[&str])] = &[
    (1.0, &["better than expected", "above expectation", "above estimate", "above forecast", "ahead of expectation", "ahead of estimate",
        "ahead of schedule", "top estimate", "top expectation", "top forecast", "top view", "top pick", "all time high", "week high",
        "record high", "return to profit", "swing to profit", "swung to profit", "swing to a profit", "swung to a profit",
        "turned to profit", "back to profit", "cost saving", "cost cutting", "cut cost", "save cost", "buy rating", "buy recommendation", "strong buy",
        "rating to buy", "in the black", "green light", "wins contract", "awarded contract", "contract win", "moved to a profit",
        "higher than expected", "stock to buy"]),
    (0.6, &["on track", "buy back", "share buyback", "share repurchase programme", "on time", "market leader", "gain share",
        "contract worth", "deal worth", "order worth", "contract valued", "sole source", "go ahead", "charge dropped",
        "settled dispute", "debt free"]),
    (-1.0, &["worse than expected", "below expectation", "below estimate", "below forecast", "fall short", "fell short", "falls short",
        "behind schedule", "profit warning", "going concern", "class action", "chapter 11", "sell rating", "rating to sell", "sell recommendation", "in the red",
        "swing to loss", "swung to loss", "swing to a loss", "swung to a loss", "slipped to a loss", "turned to a loss",
        "under investigation", "under pressure", "cost overrun", "over budget", "week low", "record low", "all time low",
        "lower than expected", "job cut", "cut job", "shut down", "close down", "wrote down", "written down", "write down", "wrote off",
        "written off", "lay off", "laid off", "stop work", "work stoppage", "labor strike", "workers strike",
        "on strike", "strike vote", "go on strike", "price war", "fell flat", "credit crunch",
        "supply chain issue", "emergency landing", "production halt", "to be closed", "loss of contract", "lost contract"]),
    (-0.6, &["step down", "on hold", "at risk", "short seller", "falls behind", "lose out", "not enough", "red flag", "loss making", "stop production"]),
    (0.0, &["in line with", "share capital", "capital increase", "set up", "start up", "follow up", "make up", "made up",
        "break down", "stock exchange", "stock market", "market value", "no significant effect", "no material", "no effect",
        "not material", "air defense", "air defence", "missile defense", "missile defence", "defense order", "in order to",
        "stock option", "price range", "nominal value", "high speed", "high quality", "high performance", "high end", "high tech",
        "high technology", "low cost", "low emission", "lower tier", "high power", "high energy", "high altitude", "low altitude",
        "share of", "interest rate", "court order", "executive order", "order of", "purchase price", "subscription price",
        "income statement", "net debt", "exchange rate", "as well as", "growth area", "growth strategy", "growth company", "up and down",
        "ground up", "back up", "line up", "pick up", "sign up", "wrap up", "shore up", "round up", "view of", "in view", "market area",
        "high pressure", "return to service", "next generation", "best practice", "at best", "down payment", "down time", "cut off",
        "raw material", "health issue", "share issue", "bond issue", "rights issue", "issue of", "issue date", "new issue",
        "issued by", "to issue", "press release", "is expected to", "risk management", "risk free", "loss prevention", "quality issue",
        "advanced", "after tax", "before tax", "after financial item", "subject to approval", "subject to the approval", "tax return", "customer service", "good faith", "goods and service"]),
];
