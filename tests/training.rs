//! The core on the CPU, natively: against the independent traces, and as a whole run.

#![cfg(not(target_arch = "wasm32"))]
#![recursion_limit = "256"]

mod support;

use std::sync::Arc;

use burn::tensor::Device;
use hourglass::config::{Activation, Optimizer, OutputActivation, Reading, RunConfig, Source};
use hourglass::data::catalog::Catalog;
use hourglass::data::import::{self, File};
use hourglass::data::split::SplitIndices;
use hourglass::error::Code;
use hourglass::run::Trainer;
use hourglass::train::checkpoint::Checkpoint;
use hourglass::train::step_state::MOST_STEPS;
use pollster::block_on;
use support::{
    augmentation, batch_norm, classification, composite_loss, configurations, conv, corrupt_query,
    corruption, dictionary_learning, dropout_topk, early_stopping, elbo, exported_codes,
    graph_capture, kernels, last_batch, layer_stats, mixed_fields, noise, optimizer, penalty,
    queries, recurrent, schedule, sparse_coding, subnormal, table_run, trace, training_run,
    typed_fields, unknown_labels, variational,
};

/// Cases of all devices, here on the CPU.
macro_rules! on_the_cpu {
    ($($check:path as $name:ident;)+) => {
        $(
            #[test]
            fn $name() {
                block_on($check(&Device::flex()));
            }
        )+
    };
}

on_the_cpu! {
    trace::check_runs as every_run_of_the_independent_trace_agrees_at_every_step;
    typed_fields::check_runs as words_tables_ratings_and_segmentation_agree_with_the_independent_trace;
    mixed_fields::check_fields as the_loss_of_mixed_fields_and_its_gradient_equal_stock_tensors;
    mixed_fields::check_gradients as gradients_of_mixed_fields_equal_central_differences;
    mixed_fields::check_unknown as a_batch_without_known_entries_has_no_loss_and_no_gradient;
    table_run::check_learning as a_table_with_gaps_is_learnt_and_measured_by_its_known_cells;
    table_run::check_units as rows_of_a_table_go_in_and_come_out_in_units;
    table_run::check_saved as a_saved_run_on_a_table_goes_on_as_it_was;
    table_run::check_settings as a_table_gets_dense_layers_and_its_own_losses;
    kernels::check_dense as the_fused_layer_and_its_gradients_equal_stock_tensors_at_any_size;
    kernels::check_gelu as gelu_and_its_gradient_equal_stock_tensors;
    kernels::check_losses as the_fused_losses_and_their_gradients_equal_stock_tensors;
    optimizer::check_rules as every_optimizer_takes_the_steps_of_its_formula;
    optimizer::check_held as a_step_does_not_change_a_shared_copy_of_the_weights;
    subnormal::check_layers as outputs_and_gradients_are_never_subnormal;
    subnormal::check_moments as moments_of_weights_without_gradient_are_never_subnormal;
    graph_capture::check_against_stock as two_hundred_steps_equal_those_of_stock_tensors;
    schedule::check_rates as the_learning_rate_of_every_step_follows_its_schedule;
    schedule::check_steps as scheduled_steps_equal_single_steps_at_the_same_rates;
    last_batch::check_epoch as the_last_batch_of_an_epoch_holds_only_the_remaining_images;
    graph_capture::check_copies as copies_of_the_state_are_not_tracked;
    graph_capture::check_refusal as without_graph_capture_the_losses_are_the_same;
    noise::check_words as noise_words_equal_the_published_generator;
    noise::check_path as the_noise_of_a_step_does_not_depend_on_earlier_draws;
    noise::check_evenness as uniform_noise_falls_evenly_into_bins;
    noise::check_correlations as noise_does_not_correlate_with_its_neighbours_steps_seeds_and_streams;
    noise::check_moments as normal_noise_has_the_moments_of_its_distribution;
    variational::check_sample as sampled_codes_and_their_gradients_equal_stock_tensors_at_any_size;
    variational::check_kl as the_kl_divergence_and_its_gradient_equal_stock_tensors_at_any_size;
    variational::check_differences as variational_gradients_equal_central_differences;
    composite_loss::check_plus as losses_add_up_with_their_weights;
    composite_loss::check_warm_up as a_weight_warms_up_step_by_step;
    variational::check_free_bits as free_bits_equal_stock_tensors;
    penalty::check_sparsity as the_sparsity_equals_a_plain_loop;
    penalty::check_dead_units as dead_units_have_a_finite_penalty_and_a_gradient_to_the_target;
    penalty::check_norm as norms_equal_a_plain_loop;
    penalty::check_gradients as gradients_of_penalties_equal_central_differences;
    dropout_topk::check_largest as top_k_equals_a_sort;
    dropout_topk::check_equals as top_k_resolves_ties_from_the_left;
    dropout_topk::check_dropout as dropout_equals_stock_tensors;
    dropout_topk::check_rates as dropout_drops_at_its_rate;
    dropout_topk::check_gradients as gradients_of_masks_equal_central_differences;
    corruption::check_pixels as pixels_are_corrupted_by_the_noise_stream;
    corruption::check_shares as the_corrupted_share_of_pixels_is_the_requested_one;
    corruption::check_moments as gaussian_noise_has_its_mean_and_deviation;
    corruption::check_holes as holes_are_squares_at_equally_likely_positions;
    augmentation::check_shift as shifts_are_equally_likely_and_fill_with_zeros;
    augmentation::check_crop as a_crop_of_a_linear_image_is_linear;
    corruption::check_nothing as a_neutral_corruption_returns_the_images;
    corruption::check_standardise as images_are_standardised_and_have_no_gradient;
    classification::check_classify as the_classification_loss_equals_a_plain_loop;
    queries::check_answers as queries_agree_with_snapshots;
    corrupt_query::check_equal_to_training as examples_are_corrupted_as_in_training;
    corrupt_query::check_refusals as no_corruption_changes_nothing_and_incomplete_examples_are_rejected;
    queries::check_refusals as invalid_queries_are_rejected_and_no_query_changes_the_run;
    queries::check_examples as examples_have_codes_and_nearest_neighbours;
    exported_codes::check_rows as exported_codes_are_those_of_the_examples_with_these_indices;
    exported_codes::check_one_step as exported_codes_are_of_one_step;
    exported_codes::check_files as exported_indices_are_those_of_the_opened_files;
    queries::check_scores as the_mean_anomaly_score_is_the_metric;
    queries::check_normal_classes as a_run_trains_on_its_normal_classes_only;
    unknown_labels::check_metrics as numbers_of_classes_are_those_of_the_known_labels;
    unknown_labels::check_scores as examples_of_unknown_label_are_neither_normal_nor_abnormal;
    unknown_labels::check_none_to_test as a_test_set_without_known_labels_has_no_accuracy;
    classification::check_edges as without_labels_there_is_no_classification_loss;
    classification::check_gradients as gradients_of_the_classification_loss_equal_central_differences;
    conv::check_conv as convolutions_and_their_gradients_follow_the_definition_at_any_size;
    conv::check_finite_differences as gradients_of_convolutions_equal_finite_differences;
    sparse_coding::check_iterations as sparse_codes_equal_a_plain_loop_after_any_number_of_iterations;
    sparse_coding::check_minimum as sparse_codes_solve_the_lasso_problem;
    sparse_coding::check_extremes as a_large_penalty_gives_zero_codes_and_no_penalty_a_perfect_reconstruction;
    dictionary_learning::check_unit_length as atoms_are_scaled_to_length_one_and_the_mean_does_not_change;
    dictionary_learning::check_fixed_mean as the_mean_of_a_dictionary_has_no_gradient;
    dictionary_learning::check_run as atoms_have_length_one_after_fifty_steps_of_any_optimizer;
    dictionary_learning::check_classes as a_classifier_of_sparse_codes_changes_no_atom;
    dictionary_learning::check_validation as fista_iterations_in_validation_change_no_step;
    recurrent::check_oracle as gru_layers_equal_onnx_runtime;
    recurrent::check_gru as gru_layers_and_their_gradients_equal_stock_tensors;
    recurrent::check_first_layer as the_first_gru_layer_has_the_gradient_of_any_other;
    batch_norm::check_batch as normalised_values_and_their_gradients_equal_stock_tensors;
    batch_norm::check_by as values_normalised_by_given_statistics_equal_stock_tensors;
    batch_norm::check_large_mean as normalised_values_with_a_large_mean_keep_their_precision;
    batch_norm::check_differences as gradients_of_normalised_values_equal_central_differences;
    batch_norm::check_blend as running_statistics_take_a_tenth_of_a_batch;
    batch_norm::check_running as running_statistics_equal_those_computed_from_the_weights;
    batch_norm::check_resumption as a_resumed_or_rewound_run_restores_its_running_statistics;
    configurations::check_learning as every_configuration_learns;
    configurations::check_nothing as neutral_settings_change_no_loss;
    configurations::check_fixed_validation as every_validation_has_the_same_corruption;
    configurations::check_clean_target as the_loss_compares_with_the_clean_example;
    elbo::check_definition as the_elbo_does_not_depend_on_the_objective;
    elbo::check_warm_up as validations_during_warm_up_are_compared_at_the_full_weight;
    classification::check_steps_without_labels as a_step_without_labels_has_no_accuracy;
    configurations::check_terms as a_loss_is_the_weighted_sum_of_its_terms;
    configurations::check_gradients as gradients_of_every_configuration_equal_central_differences;
    training_run::check_training as training_lowers_the_loss_and_validates_at_the_right_steps;
    training_run::check_snapshot as snapshots_have_the_right_lengths_and_follow_the_model;
    training_run::check_divergence as a_run_that_diverges_stops_names_the_step_and_can_be_rewound;
    training_run::check_blame as the_error_of_a_diverged_run_names_the_term;
    training_run::check_early_divergence as a_run_that_diverges_from_the_start_is_rewound_to_its_initial_weights;
    training_run::check_determinism as the_same_seed_gives_the_same_losses_for_any_chunk_size;
    early_stopping::check_epochs as a_run_ends_after_its_epochs_and_continues_for_as_many_again;
    early_stopping::check_target as the_target_loss_ends_a_run_once;
    early_stopping::check_patience as a_run_without_improvement_returns_to_its_best_weights;
    early_stopping::check_resumption as a_resumed_run_stops_early_at_the_same_step;
    training_run::check_foreign_data as a_run_is_not_resumed_with_other_data;
    training_run::check_variants as every_activation_and_loss_trains;
    layer_stats::check_filters as the_filters_of_a_linear_encoder_are_its_weights_and_statistics_change_nothing;
    layer_stats::check_gradients as the_gradient_norms_are_those_of_a_step;
    layer_stats::check_architectures as every_architecture_has_layer_statistics;
    layer_stats::check_features as confusion_matrices_agree_with_the_metrics_and_factors_correlate;
}

#[test]
fn the_reference_convolution_equals_stock_tensors() {
    block_on(conv::check_definition());
}

#[test]
fn a_run_saved_and_resumed_equals_the_uninterrupted_one() {
    let cpu = Device::flex();
    block_on(training_run::check_resumption(&cpu, &cpu, 0.0));
}

#[test]
fn patience_without_validation_examples_is_rejected() {
    let config = RunConfig {
        patience: 5,
        ..training_run::small()
    };
    let dataset = Catalog::default().dataset(&config).unwrap();
    let split = SplitIndices::new(&dataset, 1).without_validation();
    let error = Trainer::with_split(config, dataset, split, Device::flex())
        .err()
        .unwrap();
    assert_eq!(error.field.as_deref(), Some("patience"));
}

#[test]
fn a_run_that_claims_many_steps_goes_on_at_once_and_ends_before_its_count_overflows() {
    let examples = Catalog::default().dataset(&training_run::small()).unwrap();
    let mut run = Trainer::new(training_run::small(), examples.clone(), Device::flex()).unwrap();
    let mut saved = Checkpoint::from_bytes(&block_on(run.save()).unwrap()).unwrap();
    for step in [100_000_000, MOST_STEPS - 3] {
        saved.step = step;
        let bytes = saved.to_bytes().unwrap();
        let saved = Checkpoint::from_bytes(&bytes).unwrap();
        run = Trainer::resume(saved, examples.clone(), Device::flex()).unwrap();
        assert_eq!(block_on(run.train(2)).unwrap().step, step + 2);
    }
    assert_eq!(block_on(run.train(usize::MAX)).unwrap().step, MOST_STEPS);
    let error = block_on(run.train(1)).unwrap_err();
    assert_eq!(
        (error.field.as_deref(), error.value),
        (Some("steps"), Some(1.into()))
    );
}

#[test]
fn weights_that_are_no_numbers_are_not_saved() {
    let config = RunConfig {
        activation: Activation::Linear,
        output_activation: OutputActivation::Linear,
        optimizer: Optimizer::Sgd,
        learning_rate: 1000.0,
        ..training_run::small()
    };
    let mut run = training_run::trainer(config, &Device::flex());
    loop {
        let progress = block_on(run.train(1)).unwrap();
        match block_on(run.save()) {
            Ok(bytes) => assert!(Checkpoint::from_bytes(&bytes).is_ok()),
            Err(error) => assert_eq!(error.code, Code::Diverged),
        }
        if progress.diverged.is_some() {
            break;
        }
    }
}

#[test]
fn a_build_without_gpu_support_rejects_a_gpu_with_a_remedy() {
    let error = block_on(hourglass::device::open(
        hourglass::device::DeviceKind::Webgpu,
    ))
    .unwrap_err();
    assert_eq!(error.code, Code::Device);
    assert_eq!(error.remedy, "Choose the CPU.");
}

/// A run of a few steps on images of noise in IDX files, named for training and for test, and the note about them.
#[expect(clippy::unwrap_used, reason = "only tests call it")]
fn large(count: usize, side: usize, channels: usize, tests: usize) -> (Trainer, String) {
    let file = |name: &str, count: usize| {
        let dims = [count, side, side, channels];
        let mut bytes = vec![0, 0, 8, dims.len() as u8];
        dims.iter()
            .for_each(|&dim| bytes.extend((dim as u32).to_be_bytes()));
        let seed = count as u32;
        let pixels = (0..(count * side * side * channels) as u32)
            .map(|at| ((at ^ seed).wrapping_mul(2_654_435_761) >> 24) as u8);
        bytes.extend(pixels);
        File {
            name: name.into(),
            bytes,
        }
    };
    let mut files = vec![file("train-images", count)];
    if tests > 0 {
        files.push(file("test-images", tests));
    }
    let import::Opening { dataset, note, .. } = import::read(&files, &Reading::default()).unwrap();
    let config = RunConfig {
        dataset: Source::File,
        ..training_run::small()
    };
    let mut run = Trainer::new(config, Arc::new(dataset), Device::flex()).unwrap();
    block_on(run.train(2)).unwrap();
    (run, note.to_string())
}

#[test]
fn sets_that_people_bring_train_within_128_mib_a_binding() {
    for (count, side, channels, tests, is_sampled) in [
        (60_000, 28, 1, 10_000, false),
        (50_000, 32, 3, 10_000, true),
        (200, 64, 3, 0, false),
    ] {
        let (run, note) = large(count, side, channels, tests);
        let sizes = run.sizes();
        let bytes = sizes.train * side * side * channels;
        assert!(bytes <= 128 << 20, "{bytes} bytes: {note}");
        assert_eq!(note.contains("drawn evenly"), is_sampled, "{note}");
        if is_sampled {
            assert!(note.contains("45,690 of 50,000 images"), "{note}");
            assert_eq!((sizes.train, sizes.test), (43_690, tests));
        }
    }
}
