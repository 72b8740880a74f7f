//! Sentences about the columns of tables: kinds, ranges, gaps and what is left out.

use super::choice::Sure;
use super::column_kinds::Plan;
use super::columns::Column;
use super::opened::Images;
use super::preview::Finding;
use super::sample::thousands;
use super::scale::rounded;
use crate::config::reading::ColumnKind;
use crate::data::formats::table::Held;

/// Columns whose names or ranges are said.
const SAID: usize = 4;

/// Sentences about tables.
pub struct Words {
    pub findings: Vec<Finding>,
    pub range: String,
    pub remarks: Vec<String>,
}

impl Words {
    /// Of tables whose columns have kinds. So many rows are left out, since none of their cells is known. So many of these are empty.
    pub fn of(
        files: &[Images],
        columns: &[Column],
        plans: &[Plan],
        [unknown, empty]: [usize; 2],
    ) -> Self {
        let all: Vec<_> = columns.iter().zip(plans).collect();
        let name = files.first().map_or("", |file| file.name.as_str());
        let kinds = kinds(&all);
        let out = left_out(&all);
        let has_names = columns
            .iter()
            .enumerate()
            .any(|(at, column)| column.name != format!("column {}", at + 1));
        let by = if has_names {
            "names and contents"
        } else {
            "contents"
        };
        let used = all.iter().filter(|(_, plan)| is_value(plan)).count();
        let mut findings = vec![Finding {
            text: format!(
                "{}: {}, by their {by}.",
                counted(used, "column", "columns"),
                kinds
                    .iter()
                    .map(|kind| kind.count.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            sure: Sure::Likely,
        }];
        let naming = all.iter().find(|(_, plan)| plan.kind == ColumnKind::Name);
        let named = naming.map(|(column, _)| format!("Column {} names the rows.", column.name));
        findings.extend(named.iter().map(|text| Finding {
            text: text.clone(),
            sure: Sure::Likely,
        }));
        findings.extend(out.iter().map(|text| Finding {
            text: text.clone(),
            sure: Sure::Likely,
        }));
        let mut remarks = vec![format!(
            "The columns of {name}: {}.",
            kinds
                .iter()
                .map(|kind| format!("{} ({})", kind.count, kind.names))
                .collect::<Vec<_>>()
                .join(", ")
        )];
        remarks.extend(named);
        remarks.extend(out);
        let gaps = gaps(&all);
        remarks.extend(gaps.as_ref().map(|gaps| format!("{gaps}.")));
        if unknown > 0 {
            let indices = match empty {
                0 => "",
                _ => " Exported indices do not count empty rows.",
            };
            remarks.push(format!(
                "{} without any known cell {} left out.{indices}",
                counted(unknown, "row", "rows"),
                if unknown == 1 { "is" } else { "are" }
            ));
        }
        Self {
            findings,
            range: [ranges(&all), gaps]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("; "),
            remarks,
        }
    }
}

/// True for columns that are part of the examples.
fn is_value(plan: &Plan) -> bool {
    !matches!(plan.kind, ColumnKind::Name | ColumnKind::Out)
}

/// Columns of a kind.
struct Kind {
    /// As "4 numbers".
    count: String,
    names: String,
}

fn counted(count: usize, one: &str, several: &str) -> String {
    format!(
        "{} {}",
        thousands(count),
        if count == 1 { one } else { several }
    )
}

/// Names in a list, the first of them where they are many.
fn listed<'a>(names: impl Iterator<Item = &'a str> + Clone) -> String {
    let count = names.clone().count();
    let said: Vec<_> = names.take(2 * SAID).collect();
    match count.saturating_sub(said.len()) {
        0 => said.join(", "),
        more => format!("{} and {more} more", said.join(", ")),
    }
}

fn kinds(all: &[(&Column, &Plan)]) -> Vec<Kind> {
    let words = [
        (ColumnKind::Number, "number", "numbers"),
        (ColumnKind::Category, "category", "categories"),
        (ColumnKind::Rating, "rating", "ratings"),
    ];
    let kind = |(kind, one, several)| {
        let of_kind = all.iter().filter(move |(_, plan)| plan.kind == kind);
        let names = of_kind.map(|(column, _)| column.name.as_str());
        Kind {
            count: counted(names.clone().count(), one, several),
            names: listed(names),
        }
    };
    words
        .map(kind)
        .into_iter()
        .filter(|kind| !kind.names.is_empty())
        .collect()
}

/// Sentences about columns that are left out.
fn left_out(all: &[(&Column, &Plan)]) -> Vec<String> {
    let is_out = |(column, plan): &&(&Column, &Plan)| {
        plan.kind == ColumnKind::Out && column.held != Held::Labels
    };
    let out: Vec<_> = all.iter().filter(is_out).collect();
    let reason = |plan: &Plan| match plan.suggested == ColumnKind::Out {
        true => format!(
            ": {}",
            plan.why.replacen("It ", "it ", 1).replacen("No ", "no ", 1)
        ),
        false => ", as chosen.".into(),
    };
    let said = out.iter().take(SAID);
    let mut sentences: Vec<String> = said
        .map(|(column, plan)| format!("Column {} is left out{}", column.name, reason(plan)))
        .collect();
    if out.len() > SAID {
        sentences.push(format!("{} more columns are left out.", out.len() - SAID));
    }
    sentences
}

/// Smallest and largest number of the first columns of numbers, and the range of the ratings.
fn ranges(all: &[(&Column, &Plan)]) -> Option<String> {
    let of = |kind| all.iter().filter(move |(_, plan)| plan.kind == kind);
    let ends = |least: f32, most: f32| {
        format!(
            "{} to {}",
            rounded(f64::from(least)),
            rounded(f64::from(most))
        )
    };
    let mut parts: Vec<String> = of(ColumnKind::Number)
        .take(SAID)
        .map(|(column, _)| {
            let profile = &column.profile;
            format!("{} {}", column.name, ends(profile.least, profile.most))
        })
        .collect();
    match of(ColumnKind::Number).count() {
        more if more > SAID => parts.push(format!("and {} more", more - SAID)),
        _ => {}
    }
    let ratings = || of(ColumnKind::Rating).map(|(column, _)| &column.profile);
    let least = ratings().map(|profile| profile.least).reduce(f32::min);
    let most = ratings().map(|profile| profile.most).reduce(f32::max);
    if let (Some(least), Some(most)) = (least, most) {
        parts.push(format!("ratings {}", ends(least, most)));
    }
    if parts.is_empty() {
        return Some("names of categories".into());
    }
    Some(parts.join(", "))
}

/// The number of used cells that are not known.
fn gaps(all: &[(&Column, &Plan)]) -> Option<String> {
    let used = all.iter().filter(|(_, plan)| is_value(plan));
    let (rows, known) = used.fold((0, 0), |(rows, known), (column, _)| {
        (rows + column.profile.rows, known + column.profile.known)
    });
    let gaps = rows - known;
    (gaps > 0).then(|| {
        format!(
            "{} of {} {} not known",
            thousands(gaps),
            counted(rows, "cell", "cells"),
            if gaps == 1 { "is" } else { "are" }
        )
    })
}
