//! What a rule caught, put together into a meaning.
//!
//! One small function a sense; each returns `None` where what was caught cannot be meant, such as
//! the 31st of a month that has 30 days, and the rule then does not match.

use crate::meaning::{
    Amount, Clock, Count, Daypart, Era, Every, Feast, Holiday, Meaning, Nth, Origin, Sense, Unit,
};
use crate::pattern::Slot;
use crate::timex::TimexMod;
use annals_core::{Part, Season, Weekday, days_in_month};

/// What a pattern caught, in the order of the text.
#[derive(Clone, Debug)]
pub(crate) enum Caught<'a> {
    /// The value of a word or number, and the tokens that it covers.
    Value { slot: Slot, value: i64, tokens: (usize, usize) },
    /// An expression that was found before.
    Mention { meaning: &'a Meaning },
}

/// The meaning of what was caught.
pub(crate) fn compose(
    sense: Sense,
    with: &[(Slot, i64)],
    caught: &[Caught<'_>],
) -> Option<Meaning> {
    let parts = Parts { with, caught };
    match sense {
        Sense::Day => parts.day(),
        Sense::Numeric => parts.numeric(),
        Sense::Month => parts.month_of_year(),
        Sense::Season => Some(Meaning::Season { year: parts.year(), season: parts.season()? }),
        Sense::Holiday => Some(Meaning::Holiday { year: parts.year(), holiday: parts.holiday()? }),
        Sense::Week => {
            Some(Meaning::Week { year: parts.year(), week: small(parts.get(Slot::Week)?)? })
        }
        Sense::Year => parts.year().map(Meaning::Year),
        Sense::ShortYear => Some(Meaning::ShortYear(small(parts.get(Slot::ShortYear)?)?)),
        Sense::Decade => {
            let year = parts.get(Slot::Year)?;
            // "The 1800s" are a hundred years; the first ten of them lie within, should those be
            // meant. "The 2000s" are ten as yet.
            if year % 100 == 0 && year < 2000 && parts.get(Slot::Era).is_none() {
                return Some(Meaning::Hundreds(year.div_euclid(100)));
            }
            let decade = year.div_euclid(10) * parts.get(Slot::Era).unwrap_or(1);
            // "the 470s BC", but not "the 475s BC".
            let round = parts.get(Slot::Year)? % 10 == 0 || parts.get(Slot::Era).is_none();
            round.then_some(Meaning::Decade(decade))
        }
        Sense::ShortDecade => {
            // "the '60s", but not "los 65".
            let decade = parts.get(Slot::ShortYear).filter(|year| year % 10 == 0)?;
            Some(Meaning::ShortDecade(small(decade / 10 % 10)?))
        }
        Sense::Hundreds => Some(Meaning::Hundreds(parts.get(Slot::Year)?.div_euclid(100))),
        Sense::Century => parts.counted_era().map(Meaning::Century),
        Sense::Millennium => parts.counted_era().map(Meaning::Millennium),
        Sense::Weekday => parts.weekday().map(Meaning::Weekday),
        Sense::DayOfMonth => {
            let day = parts.get(Slot::Day).or(parts.get(Slot::Ordinal))?;
            let day = (1..=31).contains(&day).then_some(Meaning::DayOfMonth(day as u8))?;
            // "el lunes 15"
            Some(match parts.weekday() {
                Some(weekday) => {
                    let what = Box::new(Meaning::Weekday(weekday));
                    Meaning::In { what, of: Box::new(day) }
                }
                None => day,
            })
        }
        Sense::DayOffset => parts.get(Slot::Offset).map(Meaning::DayOffset),
        Sense::UnitOffset => {
            let offset = parts.get(Slot::Offset).or(parts.get(Slot::Which))?;
            Some(Meaning::UnitOffset { unit: parts.unit()?, offset })
        }
        Sense::Which => parts.which(),
        Sense::WeekdayOf => {
            let weeks = parts.get(Slot::Offset).or(parts.get(Slot::Which))?;
            let day = Meaning::WeekdayOf { weekday: parts.weekday()?, weeks };
            // "Wednesday evening next week"
            Some(match parts.own_clock() {
                Some(time) => Meaning::Clock { time, on: Some(Box::new(day)) },
                None => day,
            })
        }
        Sense::Ago => parts.shift(Origin::Reference),
        Sense::Earlier => parts.shift(Origin::Mention),
        Sense::MentionOffset => {
            let offset = parts.get(Slot::Offset).or(parts.get(Slot::Which))?;
            let of = Meaning::MentionOffset { unit: parts.unit()?, offset };
            // "that summer" is the summer of that year.
            Some(match parts.season() {
                Some(season) => {
                    let what = Box::new(Meaning::Season { year: None, season });
                    Meaning::In { what, of: Box::new(of) }
                }
                None => of,
            })
        }
        Sense::BareUnit => parts.unit().map(Meaning::BareUnit),
        Sense::PartOf => parts.part_of(),
        Sense::Within => {
            let of = Box::new(parts.first()?);
            Some(Meaning::Within { direction: parts.get(Slot::Direction)?, of })
        }
        Sense::In => parts.inside(),
        Sense::Clock => parts.clock(),
        Sense::About => Some(Meaning::About(Box::new(parts.first()?))),
        Sense::Perhaps => Some(Meaning::Perhaps(Box::new(parts.first()?))),
        Sense::Duration => parts.duration(),
        Sense::Window => Some(Meaning::Window {
            amount: parts.mentioned_amount()?,
            direction: parts.get(Slot::Direction)?,
        }),
        Sense::Every => parts.every(),
        Sense::Vague => Some(Meaning::Vague(match parts.get(Slot::Vague)? {
            -1 => Era::Past,
            0 => Era::Present,
            _ => Era::Future,
        })),
        Sense::Range => parts.two(|start, end| Meaning::Range(Box::new(start), Box::new(end))),
        Sense::Between => parts.two(|one, other| Meaning::Between(Box::new(one), Box::new(other))),
        Sense::Either => {
            // "before 1912 or 1913" could be before either.
            let all = parts.completed()?;
            let one_sided = matches!(all.first()?, Meaning::Before(_) | Meaning::After(_));
            (!one_sided).then_some(Meaning::Either(all))
        }
        Sense::List => Some(Meaning::List(parts.completed()?)),
        Sense::Since => Some(Meaning::Since(Box::new(parts.first()?))),
        Sense::FromOn => Some(Meaning::FromOn(Box::new(parts.first()?))),
        Sense::Until => Some(Meaning::Until(Box::new(parts.first()?))),
        Sense::By => Some(Meaning::By(Box::new(parts.first()?))),
        Sense::Before => Some(Meaning::Before(Box::new(parts.first()?))),
        Sense::After => Some(Meaning::After(Box::new(parts.first()?))),
        Sense::EndUnknown => Some(Meaning::EndUnknown(Box::new(parts.first()?))),
        Sense::StartUnknown => Some(Meaning::StartUnknown(Box::new(parts.first()?))),
        Sense::Undated => Some(Meaning::Undated),
        Sense::First => parts.first(),
        Sense::All => Some(Meaning::All(parts.completed()?)),
        Sense::AboutRange => parts.about_range(),
        Sense::RoundYears => {
            let year = parts.get(Slot::Year)?;
            let decade = Meaning::Decade(year.div_euclid(10));
            Some(Meaning::Several(vec![decade, Meaning::Hundreds(year.div_euclid(100))]))
        }
        Sense::NamedDecade => parts.named_decade(),
        Sense::EndOfUnit => Some(Meaning::PartOf {
            part: parts.get(Slot::Part).map_or(Part::Late, part_of_number),
            of: Box::new(Meaning::BareUnit(parts.unit()?)),
        }),
        // "2009-10" and "1998-02" may be two years, "2015-12" only a month.
        Sense::DashedMonth => parts.month_of_year().filter(|meaning| match meaning {
            Meaning::Month { year: Some(year), month } => {
                (i64::from(*month) - year.rem_euclid(100)).rem_euclid(100) >= LONGEST_SHORT_SPAN
            }
            _ => false,
        }),
        Sense::NthOf => parts.nth_of(),
        Sense::Beside => {
            let mut mentions = parts.mentions();
            let (amount, direction, of) = match (mentions.next()?, mentions.next()?) {
                (Meaning::Duration { amount, .. }, of) => (amount, parts.get(Slot::Direction)?, of),
                // "50 years ago today", "two years ago this month"
                (Meaning::Shift { amount, direction, from: Origin::Reference }, of)
                | (of @ Meaning::DayOffset(_), Meaning::Shift { amount, direction, .. }) => {
                    (amount, *direction, of)
                }
                _ => return None,
            };
            let of = Box::new(of.clone());
            Some(Meaning::Beside { amount: amount.clone(), direction, of })
        }
        Sense::WeekOf => Some(Meaning::WeekOf {
            day: Box::new(parts.first()?),
            begins: parts.get(Slot::Direction),
        }),
        Sense::WeekendOf => Some(Meaning::WeekendOf(Box::new(parts.first()?))),
        Sense::Lasting => {
            let amount = parts.mentioned_amount()?;
            Some(Meaning::Lasting { amount, from: Box::new(parts.mentions().nth(1)?.clone()) })
        }
        Sense::EdgeOf => parts.edge_of(),
        // "the year to date"
        Sense::ToDate => {
            let whole = Meaning::UnitOffset { unit: parts.unit()?, offset: 0 };
            Some(Meaning::Range(Box::new(whole), Box::new(Meaning::DayOffset(0))))
        }
        Sense::PartOfToldDay => {
            let offset = parts.get(Slot::Offset).or(parts.get(Slot::Which))?;
            let on = Some(Box::new(Meaning::MentionOffset { unit: Unit::Day, offset }));
            Some(Meaning::Clock { time: parts.own_clock()?, on })
        }
        Sense::YearInWords => parts.year_in_words().map(Meaning::Year),
        Sense::Fraction => parts.fraction(),
        Sense::PartToPart => parts.part_to_part(),
        Sense::TurnOf => {
            // Some say it of the years in which it began, some of those in which it ended.
            let century = parts.counted_era().filter(|century| *century > 1)?;
            let about = |year: i64| Meaning::About(Box::new(Meaning::Year(year)));
            Some(Meaning::Several(vec![about((century - 1) * 100), about(century * 100)]))
        }
        Sense::MadeFurther => {
            let mut all = parts.completed()?;
            // "1960, printed after 1971": only the first of them is known.
            let bounded = !all.last()?.is_one_sided();
            if bounded { Some(Meaning::All(all)) } else { Some(all.swap_remove(0)) }
        }
        Sense::Centuries => parts.centuries(),
        Sense::OrLater => Some(Meaning::OrLater(Box::new(parts.first()?))),
    }
}

/// Within how many years a span ends whose second year is written in two digits and lies in the
/// next century.
const LONGEST_SHORT_SPAN: i64 = 50;

/// The parts of a combination, each with what it lacks taken over from the others: "12–14 March".
pub(crate) fn members(caught: &[Caught<'_>]) -> Option<Vec<Meaning>> {
    Parts { with: &[], caught }.completed()
}

/// Gives a year to the dates of a combination, if all are days that lack one: "July 1–3, 1863".
pub(crate) fn share_year(meaning: &mut Meaning, new: i64) -> bool {
    let fits = is_yearless_day(meaning);
    if fits {
        take_year(meaning, new);
    }
    fits
}

fn is_yearless_day(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Day { year, .. } => year.is_none(),
        Meaning::Range(start, end) => is_yearless_day(start) && is_yearless_day(end),
        Meaning::Either(all) | Meaning::List(all) => all.iter().all(is_yearless_day),
        _ => false,
    }
}

struct Parts<'a> {
    with: &'a [(Slot, i64)],
    caught: &'a [Caught<'a>],
}

fn small(value: i64) -> Option<u8> {
    u8::try_from(value).ok()
}

impl Parts<'_> {
    fn get(&self, wanted: Slot) -> Option<i64> {
        let caught = self.caught.iter().find_map(|caught| match caught {
            Caught::Value { slot, value, .. } if *slot == wanted => Some(*value),
            _ => None,
        });
        let fixed = || self.with.iter().find(|(slot, _)| *slot == wanted).map(|(_, value)| *value);
        caught.or_else(fixed)
    }

    fn all(&self, wanted: Slot) -> impl Iterator<Item = i64> {
        self.caught.iter().filter_map(move |caught| match caught {
            Caught::Value { slot, value, .. } if *slot == wanted => Some(*value),
            _ => None,
        })
    }

    fn mentions(&self) -> impl Iterator<Item = &Meaning> {
        self.caught.iter().filter_map(|caught| match caught {
            Caught::Mention { meaning } => Some(*meaning),
            Caught::Value { .. } => None,
        })
    }

    fn first(&self) -> Option<Meaning> {
        match self.mentions().next() {
            Some(meaning) => Some(meaning.clone()),
            None => self.caught.iter().find_map(partial),
        }
    }

    /// The astronomical year; an era before the common one counts back from 1.
    fn year(&self) -> Option<i64> {
        let in_words = || self.get(Slot::Hundreds).and_then(|_| self.year_in_words());
        let year = self.get(Slot::Year).or_else(in_words).or_else(|| {
            // Two digits: the century that makes it nearest to the present of most writing.
            let short = self.get(Slot::ShortYear)?;
            Some(if short < 50 { 2000 + short } else { 1900 + short })
        })?;
        match self.get(Slot::Era) {
            // Before the year 1 comes the year 1 before the common era.
            _ if year == 0 => None,
            Some(-1) => Some(1 - year),
            _ => Some(year),
        }
    }

    /// "nineteen ninety-one", "eighteen forty", "nineteen oh-five", "the year two thousand".
    fn year_in_words(&self) -> Option<i64> {
        let Some(hundreds) = self.get(Slot::Hundreds) else {
            return self.get(Slot::Count).map(|halves| halves / 2);
        };
        let (tens, ones) = (self.get(Slot::Tens), self.get(Slot::Ones));
        let fits = (10..=20).contains(&hundreds) && ones.is_none_or(|ones| (1..10).contains(&ones));
        fits.then(|| hundreds * 100 + tens.unwrap_or(0) + ones.unwrap_or(0))
    }

    fn counted_era(&self) -> Option<i64> {
        let number = self.get(Slot::Ordinal).or(self.get(Slot::Count).map(|halves| halves / 2))?;
        (1..=100).contains(&number).then(|| number * self.get(Slot::Era).unwrap_or(1))
    }

    fn weekday(&self) -> Option<Weekday> {
        self.get(Slot::Weekday).and_then(small).map(Weekday::from_number)
    }

    fn unit(&self) -> Option<Unit> {
        self.get(Slot::Unit).and_then(Unit::from_number)
    }

    fn season(&self) -> Option<Season> {
        let number = self.get(Slot::Ordinal);
        Some(match self.get(Slot::Season)? {
            0 => Season::Spring,
            1 => Season::Summer,
            2 => Season::Autumn,
            3 => Season::Winter,
            4 => Season::Quarter(small(number.filter(|n| (1..=4).contains(n))?)?),
            _ => Season::Half(small(number.filter(|n| (1..=2).contains(n))?)?),
        })
    }

    fn holiday(&self) -> Option<Holiday> {
        let number = self.get(Slot::Ordinal);
        let Some(code) = self.get(Slot::Holiday) else {
            // "the second Sunday in May"; the last one is 0.
            let (month, nth) = (small(self.get(Slot::Month)?)?, small(number?)?);
            let weekday = self.weekday()?;
            return (nth <= 5).then_some(Holiday::Nth { month, nth, weekday });
        };
        let holiday = holiday_of(code)?;
        match number {
            Some(number) => counted_holiday(holiday, number - 1),
            None => Some(holiday),
        }
    }

    fn day(&self) -> Option<Meaning> {
        let (year, month, day) = match self.get(Slot::Compact) {
            Some(digits) => (Some(digits / 10_000), digits / 100 % 100, digits % 100),
            None => {
                let day = self.get(Slot::Day).or(self.get(Slot::Ordinal))?;
                (self.year(), self.get(Slot::Month)?, day)
            }
        };
        let (month, day) = (small(month)?, small(day)?);
        // A day that the month does not have is found all the same, and then told to be none.
        let real = (1..=12).contains(&month) && (1..=31).contains(&day);
        real.then(|| Meaning::Day { year, month, day, weekday: self.weekday() })
    }

    fn numeric(&self) -> Option<Meaning> {
        let (first, second) = (self.get(Slot::First)?, self.get(Slot::Second)?);
        let year = self.year();
        let day = |month: i64, day: i64| {
            let written = (1..=12).contains(&month) && (1..=31).contains(&day);
            let (month, day) = (small(month)?, small(day)?);
            written.then_some(Meaning::Day { year, month, day, weekday: None })
        };
        let real = |day: &Meaning| match day {
            Meaning::Day { month, day, .. } => *day <= days_in_month(year.unwrap_or(4), *month),
            _ => false,
        };
        let (day_first, month_first) = (day(second, first), day(first, second));
        match (day_first.filter(real), month_first.filter(real)) {
            (Some(one), Some(other)) if one == other => Some(one),
            (Some(_), Some(_)) => {
                Some(Meaning::Numeric { first: small(first)?, second: small(second)?, year })
            }
            // "31/04/2022" is found all the same, and then told to be no day.
            (None, None) => day(second, first).or(day(first, second)).filter(|_| year.is_some()),
            (one, other) => one.or(other),
        }
    }

    fn month_of_year(&self) -> Option<Meaning> {
        let month = self.get(Slot::Month)?;
        let real = (1..=12).contains(&month);
        real.then_some(Meaning::Month { year: self.year(), month: month as u8 })
    }

    fn which(&self) -> Option<Meaning> {
        let named = self.mentions().next().cloned();
        // "el pasado 3 de mayo"
        let named = named
            .or_else(|| self.get(Slot::Day).and_then(|_| self.day()))
            .or_else(|| self.month_of_year())
            .or_else(|| self.weekday().map(Meaning::Weekday))
            .or_else(|| Some(Meaning::Season { year: None, season: self.season()? }))
            .or_else(|| Some(Meaning::Holiday { year: None, holiday: self.holiday()? }))?;
        if named.year().is_some() {
            return Some(named);
        }
        let named = Box::new(named);
        let count = self.get(Slot::Count).map(|halves| halves / 2);
        // "three Fridays from now"
        let counted = || Some(self.get(Slot::Direction)? * count.filter(|count| *count > 0)?);
        let which = self.get(Slot::Which).or_else(counted);
        // "lundi en huit" counts the days from the next Monday on, both ends with them.
        if let (None, Some(days)) = (which, count) {
            let weeks = (days % 7 == 1).then_some(Count::Halves(days / 7 * 2))?;
            let of = Box::new(Meaning::Which { which: 0, named, told: false });
            return Some(Meaning::Beside {
                amount: Amount::new(weeks, Unit::Week),
                direction: 1,
                of,
            });
        }
        let told = self.get(Slot::Inner) == Some(1);
        Some(Meaning::Which { which: which?, named, told })
    }

    fn shift(&self, from: Origin) -> Option<Meaning> {
        let (amount, direction) = (self.mentioned_amount()?, self.get(Slot::Direction)?);
        Some(Meaning::Shift { amount, direction, from })
    }

    /// That of a length that was found before, or the one that is caught.
    fn mentioned_amount(&self) -> Option<Amount> {
        match self.mentions().next() {
            Some(Meaning::Duration { amount, .. }) => Some(amount.clone()),
            _ => self.amount(),
        }
    }

    /// "six years and eight months": counts and units in turn. A unit without a count is one,
    /// unless a count is fixed by the rule. A half after the unit adds to the count before it:
    /// "deux ans et demi".
    fn amount(&self) -> Option<Amount> {
        let half = self.all(Slot::Half).sum::<i64>();
        let mut counts: Vec<Count> =
            self.all(Slot::Count).map(|halves| count_of(halves + half)).collect();
        let units: Vec<Unit> = self.all(Slot::Unit).filter_map(Unit::from_number).collect();
        if counts.is_empty() {
            let fixed = self.with.iter().find(|(slot, _)| *slot == Slot::Count);
            counts.push(fixed.map_or(Count::ONE, |(_, value)| count_of(*value)));
        }
        if units.is_empty() {
            return self.unit().map(|unit| Amount::new(counts[0], unit));
        }
        // "two to three weeks": how many is not known.
        if counts.len() > units.len() {
            return Some(Amount::new(Count::Unknown, *units.last()?));
        }
        // "weeks or months": neither how many nor which.
        if counts.len() < units.len() {
            return Some(Amount::new(counts[0], units[0]));
        }
        Some(Amount(counts.into_iter().zip(units).collect()))
    }

    /// "the end of June", or of a unit that only its name tells: "fin d'année".
    fn part_of(&self) -> Option<Meaning> {
        // "early in 1969", and words that name part and whole at once: "year-end", "midsummer".
        let season = self.season().map(|season| Meaning::Season { year: self.year(), season });
        let of = season.or_else(|| self.first()).or_else(|| self.unit().map(Meaning::BareUnit))?;
        Some(Meaning::PartOf { part: part_of_number(self.get(Slot::Part)?), of: Box::new(of) })
    }

    /// "early to mid 19th century"
    fn part_to_part(&self) -> Option<Meaning> {
        let whole = self.first()?;
        let mut parts = self
            .all(Slot::Part)
            .map(part_of_number)
            .map(|part| Box::new(Meaning::PartOf { part, of: Box::new(whole.clone()) }));
        Some(Meaning::Between(parts.next()?, parts.next()?))
    }

    /// "18th–19th century"
    fn centuries(&self) -> Option<Meaning> {
        let era = self.get(Slot::Era).unwrap_or(1);
        let century = |slot| {
            let number = self.get(slot).filter(|number| (1..=100).contains(number))?;
            Some(Box::new(Meaning::Century(number * era)))
        };
        Some(Meaning::Range(century(Slot::Ordinal)?, century(Slot::Which)?))
    }

    /// "the second half of the 18th century", "the last quarter of the 1920s"
    fn fraction(&self) -> Option<Meaning> {
        let of = self.get(Slot::Count)? / 2;
        // The last one is 0.
        let number = Some(self.get(Slot::Ordinal)?).map(|n| if n == 0 { of } else { n })?;
        let what = match (self.get(Slot::Which), self.get(Slot::Year)) {
            (Some(century @ 1..=100), _) => {
                Meaning::Century(century * self.get(Slot::Era).unwrap_or(1))
            }
            (_, Some(year)) => Meaning::Decade(year.div_euclid(10)),
            // "the first half of May 1940"
            _ => self.mentions().next().cloned()?,
        };
        let real = (1..=of).contains(&number);
        let (number, of) = (small(number)?, small(of)?);
        real.then(|| Meaning::Fraction { number, of, what: Box::new(what) })
    }

    fn inside(&self) -> Option<Meaning> {
        let mentions: Vec<&Meaning> = self.mentions().collect();
        let turned = self.get(Slot::Inner) == Some(2);
        let (what, of) = match mentions.as_slice() {
            [what, of] if !turned => ((*what).clone(), (*of).clone()),
            [of, what] => ((*what).clone(), (*of).clone()),
            [one] => match self.caught.iter().find_map(partial).or_else(|| self.beside())? {
                // "mayo del 68"
                year @ Meaning::ShortYear(_) => ((*one).clone(), year),
                what => (what, (*one).clone()),
            },
            _ => return None,
        };
        match (what, of) {
            (what, Meaning::Year(year)) => {
                Some(with_year(what, year)).filter(|dated| dated.year().is_some())
            }
            (Meaning::DayOfMonth(day), Meaning::Month { year, month }) => {
                let real = day <= days_in_month(year.unwrap_or(4), month);
                real.then_some(Meaning::Day { year, month, day, weekday: None })
            }
            // "Labor Day weekend"
            (feast @ Meaning::Holiday { .. }, Meaning::BareUnit(Unit::Weekend)) => {
                Some(Meaning::WeekendOf(Box::new(feast)))
            }
            (what, of) => Some(Meaning::In { what: Box::new(what), of: Box::new(of) }),
        }
    }

    /// "the last Friday of October", "the first week of next month"
    fn nth_of(&self) -> Option<Meaning> {
        let mentions: Vec<&Meaning> = self.mentions().collect();
        let (what, of) = match mentions.as_slice() {
            [what, of] => (Some(*what), *of),
            [of] => (None, *of),
            _ => return None,
        };
        let ordinal = self.get(Slot::Ordinal);
        let weekday = |weekday: &Weekday| Nth::Weekday(*weekday);
        let (nth, what) = match what {
            // "last Friday", "last week": the last one of what follows.
            Some(Meaning::Which { which: -1, named, .. }) => match &**named {
                Meaning::Weekday(day) => (0, weekday(day)),
                _ => return None,
            },
            Some(Meaning::UnitOffset { unit, offset: -1 }) => (0, Nth::Unit(*unit)),
            Some(Meaning::Weekday(day)) => (ordinal?, weekday(day)),
            Some(Meaning::BareUnit(unit)) => (ordinal?, Nth::Unit(*unit)),
            Some(_) => return None,
            None => (ordinal?, Nth::Unit(self.unit().unwrap_or(Unit::Day))),
        };
        let nth = small(nth).filter(|nth| *nth <= 53)?;
        let day = Meaning::NthOf { nth, what, of: Box::new(of.clone()) };
        // "the first Monday evening of next month"
        Some(match self.own_clock() {
            Some(time) => Meaning::Clock { time, on: Some(Box::new(day)) },
            None => day,
        })
    }

    /// "the day after" of "the day after Christmas".
    fn beside(&self) -> Option<Meaning> {
        Some(Meaning::MentionOffset { unit: self.unit()?, offset: self.get(Slot::Offset)? })
    }

    fn clock(&self) -> Option<Meaning> {
        let mut on = None;
        let mut time = None;
        for meaning in self.mentions() {
            match meaning {
                // "Monday morning at 9": the clock is finer than the part of the day.
                Meaning::Clock { time: inner, on: None } => time = Some(finer(time, *inner)),
                Meaning::Clock { time: inner, on: Some(day) } => {
                    time = Some(finer(time, *inner));
                    on = Some(day.clone());
                }
                // A night from one day to the next is that of the first.
                day => on = on.or_else(|| Some(Box::new(day.clone()))),
            }
        }
        // "the night of the 9th to the 10th of May"
        if let (Some(first), Some(Meaning::Day { day, weekday, .. })) =
            (self.get(Slot::Ordinal).and_then(small), on.as_deref_mut())
            && first < *day
        {
            (*day, *weekday) = (first, None);
        }
        if on.is_none() {
            // "this morning", and a day and a part of it in one word: "Montagabend".
            let offset = self.get(Slot::Offset).map(Meaning::DayOffset);
            let weekday = || self.which_weekday();
            // "the night of 16/17 December"
            let day = || self.get(Slot::Day).and_then(|_| self.day());
            on = offset.or_else(weekday).or_else(day).map(Box::new);
        }
        // "las tres de la tarde": the hour and the part of the day in one expression.
        let part = self.get(Slot::Daypart).filter(|_| self.get(Slot::Hour).is_some());
        time = time.or(part.and_then(daypart_of).map(Clock::Part));
        let time = match self.own_clock() {
            Some(own) => finer(time, own),
            None => time?,
        };
        Some(Meaning::Clock { time, on })
    }

    /// A weekday, with or without "last" or "next".
    fn which_weekday(&self) -> Option<Meaning> {
        let named = Meaning::Weekday(self.weekday()?);
        Some(match self.get(Slot::Which) {
            Some(which) => Meaning::Which { which, named: Box::new(named), told: false },
            None => named,
        })
    }

    fn own_clock(&self) -> Option<Clock> {
        // "430pm": hours and minutes in one number.
        let (hour, minute) = match (self.get(Slot::Hour), self.get(Slot::ClockDigits)) {
            (Some(hour), _) => (hour, self.get(Slot::Minute)),
            (None, Some(both)) if both / 100 > 24 || both % 100 > 59 => return None,
            (None, Some(both)) => (both / 100, Some(both % 100)),
            (None, None) => {
                return self.get(Slot::Daypart).and_then(daypart_of).map(Clock::Part);
            }
        };
        let hour = match self.get(Slot::Meridiem) {
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(0) => hour % 12,
            Some(_) => hour % 12 + 12,
            None => hour,
        };
        let (hour, minute) = match minute {
            // "a quarter to nine": the minutes are counted back from the hour.
            Some(minute @ 1..60) if self.get(Slot::Direction) == Some(-1) => {
                ((hour + 23) % 24, Some(60 - minute))
            }
            minute => (hour, minute),
        };
        Some(Clock::At {
            hour: small(hour)?,
            minute: minute.and_then(small),
            second: self.get(Slot::Second).and_then(small),
        })
    }

    fn duration(&self) -> Option<Meaning> {
        let modifier = self.get(Slot::Modifier).and_then(TimexMod::from_number);
        match self.mentions().next() {
            Some(Meaning::Duration { amount, .. } | Meaning::Window { amount, .. }) => {
                Some(Meaning::Duration { amount: amount.clone(), modifier })
            }
            Some(_) => None,
            None => Some(Meaning::Duration { amount: self.amount()?, modifier }),
        }
    }

    fn every(&self) -> Option<Meaning> {
        let named = self.mentions().next().cloned().or_else(|| {
            self.weekday()
                .map(|weekday| match self.own_clock() {
                    Some(time) => {
                        Meaning::Clock { time, on: Some(Box::new(Meaning::Weekday(weekday))) }
                    }
                    None => Meaning::Weekday(weekday),
                })
                .or_else(|| self.get(Slot::Day).and_then(|_| self.day()))
                .or_else(|| self.month_of_year())
                .or_else(|| Some(Meaning::Season { year: None, season: self.season()? }))
                .or_else(|| Some(Meaning::Clock { time: self.own_clock()?, on: None }))
        });
        Some(Meaning::Set(match named {
            Some(named) => Every::Named(Box::new(named)),
            // Weekends are named times of every week, as weekdays are.
            None if self.unit() == Some(Unit::Weekend) && self.get(Slot::Count).is_none() => {
                Every::Named(Box::new(Meaning::BareUnit(Unit::Weekend)))
            }
            None => Every::Amount(self.amount()?),
        }))
    }

    fn two(&self, make: impl Fn(Meaning, Meaning) -> Meaning) -> Option<Meaning> {
        let mut both = self.completed()?.into_iter().map(|one| match one {
            // "from March until now"
            Meaning::Vague(Era::Present) => Meaning::DayOffset(0),
            other => other,
        });
        Some(make(both.next()?, both.next()?))
    }

    /// "the first six months of 2021", "the last ten days of last year"
    fn edge_of(&self) -> Option<Meaning> {
        let mut mentions = self.mentions();
        let (amount, last) = match mentions.next()? {
            Meaning::Duration { amount, modifier } => (amount, *modifier == Some(TimexMod::End)),
            Meaning::Window { amount, .. } => (amount, true),
            _ => return None,
        };
        let of = Box::new(mentions.next()?.clone());
        Some(Meaning::EdgeOf { amount: amount.clone(), last, of })
    }

    /// "c. 1850–1860": the doubt about the first year is doubt about both.
    fn about_range(&self) -> Option<Meaning> {
        let mut years = self
            .all(Slot::Year)
            .map(|year| Box::new(Meaning::About(Box::new(Meaning::Year(year)))));
        Some(Meaning::Range(years.next()?, years.next()?))
    }

    /// "the nineteen twenties", "the twenties of the 19th century", or "the twenties" of a century
    /// that is not said.
    fn named_decade(&self) -> Option<Meaning> {
        let decade = self.get(Slot::ShortYear)? / 10;
        let hundreds = self.get(Slot::Count).map(|halves| halves / 2);
        match hundreds.or(self.get(Slot::Ordinal).map(|century| century - 1)) {
            Some(hundreds) => Some(Meaning::Decade(hundreds * 10 + decade)),
            None => small(decade).map(Meaning::ShortDecade),
        }
    }

    fn completed(&self) -> Option<Vec<Meaning>> {
        let mut all: Vec<Meaning> = self
            .caught
            .iter()
            .filter_map(|caught| match caught {
                Caught::Mention { meaning } => Some((*meaning).clone()),
                value @ Caught::Value { .. } => partial(value),
            })
            .collect();
        // "August 10 - 22, 2012"
        if let [day, Meaning::DayOfMonth(_), Meaning::Year(year)] = all.as_mut_slice() {
            take_year(day, *year);
            all.truncate(2);
        }
        if self.get(Slot::Era) == Some(-1) {
            for meaning in &mut all {
                if let Meaning::Year(year @ 1..) = meaning {
                    *year = 1 - *year;
                }
            }
        }
        complete(&mut all)?;
        if let (Some(lone), [one, other]) = (self.lone_ordinal(), all.as_mut_slice()) {
            put_in_order(one, other, lone);
        }
        Some(all)
    }

    /// The place of a day of which only the other one names the month: "the 27th to the 3rd of
    /// April".
    fn lone_ordinal(&self) -> Option<usize> {
        self.caught.iter().position(|caught| match caught {
            Caught::Mention { meaning } => matches!(meaning, Meaning::DayOfMonth(_)),
            Caught::Value { slot, .. } => *slot == Slot::Ordinal,
        })
    }
}

/// Moves a day that names no month into the month beside that of the other, where the two would
/// run backward: "the 27th to the 3rd of April" begins in March.
fn put_in_order(one: &mut Meaning, other: &mut Meaning, lone: usize) {
    let (
        Meaning::Day { year: first_year, month: first_month, day: first, .. },
        Meaning::Day { year: last_year, month: last_month, day: last, .. },
    ) = (one, other)
    else {
        return;
    };
    if first_month != last_month || first_year != last_year || first <= last {
        return;
    }
    let (year, month, day, step) = match lone {
        0 => (first_year, first_month, first, -1),
        _ => (last_year, last_month, last, 1),
    };
    let months = i64::from(*month) - 1 + step;
    let moved = year.map(|year| year + months.div_euclid(12));
    let beside = (months.rem_euclid(12) + 1) as u8;
    if *day <= days_in_month(moved.unwrap_or(4), beside) {
        (*year, *month) = (moved, beside);
    }
}

fn part_of_number(number: i64) -> Part {
    match number {
        0 => Part::Early,
        1 => Part::Mid,
        _ => Part::Late,
    }
}

/// A bare number of a combination: a day, a year, the end of a year.
fn partial(caught: &Caught<'_>) -> Option<Meaning> {
    let Caught::Value { slot, value, .. } = caught else { return None };
    match slot {
        Slot::Day | Slot::Ordinal if (1..=31).contains(value) => {
            Some(Meaning::DayOfMonth(*value as u8))
        }
        Slot::Year => Some(Meaning::Year(*value)),
        Slot::ShortYear => small(*value).map(Meaning::ShortYear),
        Slot::LastDigit => small(*value).map(Meaning::LastDigit),
        Slot::Month if (1..=12).contains(value) => {
            Some(Meaning::Month { year: None, month: *value as u8 })
        }
        Slot::Weekday => small(*value).map(|number| Meaning::Weekday(Weekday::from_number(number))),
        _ => None,
    }
}

/// Lets each of several meanings take over what it lacks from the one beside it.
fn complete(all: &mut [Meaning]) -> Option<()> {
    for at in 1..all.len() {
        let (before, after) = all.split_at_mut(at);
        let (before, after) = (before.last_mut()?, after.first_mut()?);
        complete_pair(before, after)?;
    }
    for at in (1..all.len()).rev() {
        let (before, after) = all.split_at_mut(at);
        complete_pair(before.last_mut()?, after.first_mut()?)?;
    }
    Some(())
}

fn complete_pair(before: &mut Meaning, after: &mut Meaning) -> Option<()> {
    drop_weekday(before, after);
    drop_weekday(after, before);
    match (&mut *before, &mut *after) {
        // "1910-45", "1998-02"
        (Meaning::Year(year), Meaning::ShortYear(short)) => {
            let joined = *year - year.rem_euclid(100) + i64::from(*short);
            let joined = if joined < *year { joined + 100 } else { joined };
            // "1998-02" may cross a century, "2015-12" is no range of 97 years.
            let is_short = joined - *year < LONGEST_SHORT_SPAN
                || joined.div_euclid(100) == year.div_euclid(100);
            *after = Meaning::Year(Some(joined).filter(|_| is_short)?);
        }
        // "1961-3"; nobody writes "1968-3".
        (Meaning::Year(year), Meaning::LastDigit(digit)) => {
            let joined = *year - year.rem_euclid(10) + i64::from(*digit);
            *after = Meaning::Year(Some(joined).filter(|joined| joined > year)?);
        }
        // "1850s–60s"
        (Meaning::Decade(decade), Meaning::ShortYear(short)) => {
            let end = *decade - decade.rem_euclid(10) + i64::from(*short) / 10;
            *after = Meaning::Decade(end);
        }
        // "1921–c. 23"
        (_, Meaning::About(end) | Meaning::Perhaps(end)) if has_short_year(end) => {
            complete_pair(before, end)?;
        }
        // Doubt about the first year is doubt about the second: "c. 1850-60".
        (Meaning::About(of), Meaning::ShortYear(_) | Meaning::LastDigit(_)) => {
            complete_pair(of, after)?;
            *after = Meaning::About(Box::new(after.clone()));
        }
        (Meaning::Perhaps(of), Meaning::ShortYear(_) | Meaning::LastDigit(_)) => {
            complete_pair(of, after)?;
            *after = Meaning::Perhaps(Box::new(after.clone()));
        }
        // "between 205 and 60 BCE": both lie before the common era.
        (Meaning::Year(start), Meaning::Year(end)) if *start > 0 && *end <= 0 => {
            *start = 1 - *start;
        }
        (Meaning::DayOfMonth(day), other) | (other, Meaning::DayOfMonth(day)) => {
            let day = *day;
            let completed = match other {
                Meaning::Day { year, month, day: other, weekday } => {
                    let real = day <= days_in_month(year.unwrap_or(4), *month);
                    // The weekday of the one tells that of the other, and so do they the year.
                    let apart = i64::from(day) - i64::from(*other);
                    let weekday = weekday.and_then(|weekday| {
                        let number = (i64::from(weekday.number()) + apart).rem_euclid(7);
                        Some(Weekday::from_number(small(number)?))
                    });
                    let written = Meaning::Day { year: *year, month: *month, day, weekday };
                    real.then_some(written)?
                }
                // "the 16th and 17th centuries"
                Meaning::Century(number) => Meaning::Century(i64::from(day) * number.signum()),
                Meaning::In { what, of } if matches!(**what, Meaning::DayOfMonth(_)) => {
                    Meaning::In { what: Box::new(Meaning::DayOfMonth(day)), of: of.clone() }
                }
                _ => return Some(()),
            };
            let lacking = if matches!(before, Meaning::DayOfMonth(_)) { before } else { after };
            *lacking = completed;
        }
        _ => {
            let (start, end) = (before.year(), after.year());
            match (start, end) {
                (None, Some(year)) => {
                    let later = month_of(before) > month_of(after);
                    take_year(before, if later { year - 1 } else { year });
                }
                (Some(year), None) => {
                    let earlier = month_of(after) < month_of(before);
                    take_year(after, if earlier { year + 1 } else { year });
                }
                _ => {}
            }
        }
    }
    Some(())
}

/// Beside a day of a named month a weekday tells nothing more: "lundi 3 au vendredi 7 mai".
fn drop_weekday(one: &mut Meaning, other: &Meaning) {
    if let Some(day) = one.day_of_month()
        && matches!(other, Meaning::Day { .. })
    {
        *one = Meaning::DayOfMonth(day);
    }
}

/// The month in which something lies, 0 where it has none.
fn month_of(meaning: &Meaning) -> u8 {
    match meaning {
        Meaning::Day { month, .. } | Meaning::Month { month, .. } => *month,
        Meaning::Season { season, .. } => match season {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
            Season::Quarter(n) => n * 3 - 2,
            Season::Half(n) => n * 6 - 5,
            // No words name these.
            Season::Northern(_) | Season::Southern(_) | Season::Quadrimester(_) => 0,
        },
        Meaning::PartOf { of, .. } | Meaning::About(of) | Meaning::Perhaps(of) => month_of(of),
        Meaning::Range(start, _) | Meaning::Between(start, _) => month_of(start),
        Meaning::Either(all) => all.first().map_or(0, month_of),
        _ => 0,
    }
}

fn take_year(meaning: &mut Meaning, new: i64) {
    match meaning {
        Meaning::Day { year, .. }
        | Meaning::Numeric { year, .. }
        | Meaning::Month { year, .. }
        | Meaning::Season { year, .. }
        | Meaning::Holiday { year, .. }
        | Meaning::Week { year, .. } => *year = Some(new),
        Meaning::PartOf { of, .. } | Meaning::About(of) | Meaning::Perhaps(of) => {
            take_year(of, new);
        }
        // "13–14 April or 20–21 April 1912"
        Meaning::Range(start, end) | Meaning::Between(start, end) => {
            lacking([&mut **start, &mut **end].into_iter(), new);
        }
        Meaning::Either(all) | Meaning::List(all) => lacking(all.iter_mut(), new),
        _ => {}
    }
}

/// Gives a year to those that have none.
fn lacking<'a>(all: impl Iterator<Item = &'a mut Meaning>, new: i64) {
    all.filter(|one| one.year().is_none()).for_each(|one| take_year(one, new));
}

fn has_short_year(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::About(of) | Meaning::Perhaps(of) => has_short_year(of),
        other => matches!(other, Meaning::ShortYear(_) | Meaning::LastDigit(_)),
    }
}

fn with_year(mut meaning: Meaning, year: i64) -> Meaning {
    take_year(&mut meaning, year);
    meaning
}

fn finer(coarse: Option<Clock>, other: Clock) -> Clock {
    let Some(coarse) = coarse else { return other };
    match (coarse, other) {
        (Clock::Part(part), Clock::At { hour, minute, second })
        | (Clock::At { hour, minute, second }, Clock::Part(part)) => {
            // "5 at night" is early in the morning, "9 at night" late in the evening.
            let first = if part == Daypart::Night { 6 } else { 1 };
            let afternoon = matches!(part, Daypart::Afternoon | Daypart::Evening | Daypart::Night);
            let hour = if afternoon && (first..12).contains(&hour) { hour + 12 } else { hour };
            Clock::At { hour, minute, second }
        }
        (_, other) => other,
    }
}

fn count_of(halves: i64) -> Count {
    if halves == 0 { Count::Unknown } else { Count::Halves(halves) }
}

fn daypart_of(number: i64) -> Option<Daypart> {
    const ALL: [Daypart; 6] = [
        Daypart::Morning,
        Daypart::Midday,
        Daypart::Afternoon,
        Daypart::Evening,
        Daypart::Night,
        Daypart::Daytime,
    ];
    ALL.get(usize::try_from(number).ok()?).copied()
}

/// The feasts that other calendars place, by their names in language files.
const FEASTS: [(&str, Feast); 4] = [
    ("orthodox-easter", Feast::OrthodoxEaster),
    ("rosh-hashanah", Feast::RoshHashanah),
    ("passover", Feast::Passover),
    ("hanukkah", Feast::Hanukkah),
];

/// Where the numbers of holidays of other calendars begin.
const MOVING: i64 = 1_000_000;
const ISLAMIC: i64 = 2_000_000;

/// "passover-30", "hanukkah/8" for one of eight days; "islamic 9-1/30": month, day and days.
fn other_calendar_code(text: &str) -> Option<i64> {
    let (name, days) = match text.split_once('/') {
        Some((name, days)) => (name, days.parse::<u8>().ok()?),
        None => (text, 1),
    };
    let days = i64::from(days);
    if let Some(day) = name.strip_prefix("islamic ") {
        let day = holiday_code(day).filter(|code| *code < 5_000)?;
        return Some(ISLAMIC + days * 10_000 + day);
    }
    let place = FEASTS.iter().position(|(feast, _)| name.starts_with(feast))?;
    let offset = &name[FEASTS[place].0.len()..];
    let offset = if offset.is_empty() { 0 } else { offset.parse::<i8>().ok()? };
    let offset = i64::from(offset) - i64::from(i8::MIN);
    Some(MOVING + place as i64 * 100_000 + days * 1_000 + offset)
}

fn of_other_calendar(code: i64) -> Option<Holiday> {
    if code >= ISLAMIC {
        return Some(Holiday::Islamic {
            month: small(code / 100 % 100)?,
            day: small(code % 100)?,
            days: small((code - ISLAMIC) / 10_000)?,
        });
    }
    let (_, feast) = *FEASTS.get(usize::try_from((code - MOVING) / 100_000).ok()?)?;
    let offset = i8::try_from(code % 1_000 + i64::from(i8::MIN)).ok()?;
    Some(Holiday::Moving { feast, offset, days: small(code / 1_000 % 100)? })
}

/// How language files write holidays, as a number that a slot can hold.
pub(crate) fn holiday_code(text: &str) -> Option<i64> {
    if let Some(code) = other_calendar_code(text) {
        return Some(code);
    }
    if let Some(offset) = text.strip_prefix("easter") {
        let offset = if offset.is_empty() { 0 } else { offset.trim().parse::<i8>().ok()? };
        return Some(10_000 + i64::from(offset));
    }
    // "11-27+sunday": the first such weekday on that day or after it.
    if let Some((day, weekday)) = text.split_once('+') {
        let weekday = WEEKDAYS.iter().position(|name| *name == weekday)?;
        let fixed = holiday_code(day).filter(|code| *code < 5_000)?;
        return Some(30_000 + fixed * 10 + weekday as i64);
    }
    let mut parts = text.split('-');
    let (month, second) = (parts.next()?.parse::<i64>().ok()?, parts.next()?);
    match parts.next() {
        // "11-4-thursday": month, which, weekday.
        Some(weekday) => {
            let weekday = WEEKDAYS.iter().position(|name| *name == weekday)?;
            Some(20_000 + month * 100 + second.parse::<i64>().ok()? * 10 + weekday as i64)
        }
        None => Some(month * 100 + second.parse::<i64>().ok()?),
    }
}

fn holiday_of(code: i64) -> Option<Holiday> {
    Some(match code {
        MOVING.. => of_other_calendar(code)?,
        30_000.. => Holiday::OnOrAfter {
            month: small((code - 30_000) / 1000)?,
            day: small((code - 30_000) / 10 % 100)?,
            weekday: Weekday::from_number(small(code % 10)?),
        },
        20_000.. => Holiday::Nth {
            month: small((code - 20_000) / 100)?,
            nth: small(code / 10 % 10)?,
            weekday: Weekday::from_number(small(code % 10)?),
        },
        5_000.. => Holiday::Easter(i8::try_from(code - 10_000).ok()?),
        _ => Holiday::Fixed { month: small(code / 100)?, day: small(code % 100)? },
    })
}

/// Days and weeks counted on from the first of a feast: the second day of Christmas, the fourth
/// Sunday of Advent.
fn counted_holiday(first: Holiday, on: i64) -> Option<Holiday> {
    let later = |month: u8, day: u8, days: i64| {
        let (day, length) = (i64::from(day) + days, i64::from(days_in_month(4, month)));
        let (month, day) = if day > length { (month + 1, day - length) } else { (month, day) };
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day as u8))
    };
    if !(0..=7).contains(&on) {
        return None;
    }
    Some(match first {
        Holiday::Fixed { month, day } => {
            let (month, day) = later(month, day, on)?;
            Holiday::Fixed { month, day }
        }
        Holiday::Easter(offset) => Holiday::Easter(offset.checked_add(small(on)? as i8)?),
        Holiday::OnOrAfter { month, day, weekday } => {
            let (month, day) = later(month, day, 7 * on)?;
            Holiday::OnOrAfter { month, day, weekday }
        }
        Holiday::Nth { .. } | Holiday::Moving { .. } | Holiday::Islamic { .. } => return None,
    })
}

/// Names of weekdays in language files.
pub(crate) const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
