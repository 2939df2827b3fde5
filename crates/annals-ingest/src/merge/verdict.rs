//! What decisions say of merged events: which are accepted or hidden, their titles and dates.

use super::builder::Builder;
use super::cited::Meant;
use super::rulings::Rulings;
use annals_core::{Decision, Diagnostic, Event, Origin, Severity, Verdict};
use rapidhash::RapidHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What was decided of events, by their numbers.
#[derive(Default)]
pub(super) struct Verdicts<'d> {
    pub(super) decisions: BTreeMap<usize, Vec<&'d Decision>>,
    pub(super) hidden: BTreeSet<usize>,
}

/// Applies the decisions to the events of a builder. Those that ask to change what a person wrote
/// are told and not applied.
pub(super) fn apply<'d>(rulings: &mut Rulings<'d>, builder: &mut Builder<'_>) -> Verdicts<'d> {
    let mut verdicts = Verdicts::default();
    if rulings.is_empty() {
        return verdicts;
    }
    let housed = builder.housed().filter(|&(telling, _)| rulings.part(telling).is_some());
    let events: RapidHashMap<Meant, usize> =
        housed.map(|(telling, event)| (Meant::Telling(telling), event)).collect();
    for ruling in &rulings.kept {
        let own = ruling.meant.iter().flatten().filter_map(|meant| events.get(meant));
        for &event in own.chain(&ruling.target).collect::<BTreeSet<_>>() {
            verdicts.decisions.entry(event).or_default().push(ruling.decision);
        }
    }
    for (&number, decisions) in &mut verdicts.decisions {
        let event = builder.event_mut(number);
        decisions.retain(|decision| match event.origin {
            Origin::Written => {
                let told = of_written(event, decision);
                let stands = told.is_none();
                rulings.diagnostics.extend(told);
                stands
            }
            Origin::Extracted => {
                change(event, &decision.verdict);
                true
            }
        });
        if decisions.iter().any(|decision| decision.verdict == Verdict::Hide) {
            verdicts.hidden.insert(number);
        }
    }
    verdicts
}

fn change(event: &mut Event, verdict: &Verdict) {
    match verdict {
        Verdict::Rename(title) if *title != event.title => {
            let said = std::mem::replace(&mut event.title, title.clone());
            event.curated.get_or_insert_default().title = Some(said);
        }
        Verdict::Redate(date) if *date != event.date => {
            let said = std::mem::replace(&mut event.date, date.clone());
            event.curated.get_or_insert_default().date = said;
        }
        _ => {}
    }
}

/// That an event is written by hand, where a decision asks to change it.
fn of_written(event: &Event, decision: &Decision) -> Option<Diagnostic> {
    let what = match &decision.verdict {
        Verdict::Hide => "hidden",
        Verdict::Rename(title) if *title != event.title => "renamed",
        Verdict::Redate(date) if *date != event.date => "dated anew",
        _ => return None,
    };
    let message = format!("the event `{}` is written by hand and is not {what}", event.id);
    let help = "change it in its file under events/, and leave this decision out";
    Some(decision.location.diagnostic(
        Severity::Warning,
        "curation/written",
        message,
        "not applied",
        help.into(),
    ))
}
