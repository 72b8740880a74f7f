//! A table that was surveyed, to be read: its text with the roles of its columns.

use super::column::Column;
use super::dialect::Dialect;
use super::label_column::{LabelChoice, candidates};
use super::roles::Roles;
use crate::data::formats::classes::{Class, Classes};
use crate::data::limits::MAX_CLASSES;
use crate::error::{LabError, Result};

/// A table that was surveyed, to be read.
pub struct Source<'a> {
    pub name: &'a str,
    pub text: &'a str,
    pub dialect: &'a Dialect,
    pub columns: &'a [Column],
    pub roles: &'a Roles,
}

impl Source<'_> {
    /// A sentence about the column of labels.
    pub fn label_remark(&self) -> Vec<String> {
        let label = self.roles.label.into_iter();
        let called = label.map(|at| self.dialect.called(at));
        called
            .map(|called| format!("Column {called} of {} holds the labels.", self.name))
            .collect()
    }

    /// The classes of the labels; none without a column of labels.
    pub fn classes(&self, labels: Vec<Option<Class>>) -> Result<Option<Classes>> {
        let Some(at) = self.roles.label else {
            return Ok(None);
        };
        let called = self.dialect.called(at);
        let found = Classes::of(labels.into_iter()).ok_or_else(|| {
            LabError::data(
                "labels",
                called.as_str(),
                format!(
                    "{}: column {called} has too many different labels.",
                    self.name
                ),
                format!("Use labels of at most {MAX_CLASSES} classes, or leave that column out."),
            )
        });
        found.map(Some)
    }

    /// The choice of the column of labels.
    pub fn choice(&self) -> LabelChoice {
        LabelChoice {
            column: self.roles.label.map(|at| at + 1),
            why: self.roles.why,
            candidates: candidates(&self.dialect.header, self.columns, self.roles.label),
        }
    }
}
