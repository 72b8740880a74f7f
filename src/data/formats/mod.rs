//! Forms of files: what lies in a file, before anybody knows what it is for.

pub mod elements;
mod foreign;
pub mod idx;
mod unpack;
