//! Shared cases of the native and the browser tests, so that every device runs the same checks.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test binary uses a part; tests may panic"
)]

pub mod augmentation;
pub mod batch_norm;
pub mod classification;
pub mod composite_loss;
pub mod configurations;
pub mod conv;
pub mod conv_reference;
pub mod corrupt_query;
pub mod corruption;
pub mod dictionary_learning;
pub mod dropout_topk;
pub mod early_stopping;
pub mod elbo;
pub mod exported_codes;
pub mod graph_capture;
pub mod kernels;
pub mod last_batch;
pub mod layer_stats;
pub mod mixed_fields;
pub mod noise;
pub mod numbers;
pub mod optimizer;
pub mod penalty;
pub mod queries;
pub mod recurrent;
pub mod schedule;
pub mod sparse_coding;
pub mod subnormal;
pub mod table_run;
pub mod trace;
pub mod training_run;
pub mod typed_fields;
pub mod unknown_labels;
pub mod variational;
