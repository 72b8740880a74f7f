//! The core on the CPU, natively: against the independent traces, and as a whole run.

#![cfg(not(target_arch = "wasm32"))]
#![recursion_limit = "256"]

mod support;

use burn::tensor::Device;
use hourglass::config::RunConfig;
use hourglass::data::catalog::Catalog;
use hourglass::data::split::SplitIndices;
use hourglass::run::Trainer;
use pollster::block_on;
use support::{
    augmentation, batch_norm, classification, composite_loss, configurations, conv, corrupt_query,
    corruption, dictionary_learning, dropout_topk, early_stopping, elbo, graph_capture, kernels,
    last_batch, layer_stats, noise, optimizer, penalty, queries, recurrent, schedule,
    sparse_coding, subnormal, trace, training_run, variational,
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
    kernels::check_dense as the_fused_layer_and_its_gradients_equal_stock_tensors_at_any_size;
    kernels::check_gelu as gelu_and_its_gradient_equal_stock_tensors;
    kernels::check_losses as the_fused_losses_and_their_gradients_equal_stock_tensors;
    optimizer::check_rules as every_rule_takes_the_steps_of_its_formula;
    optimizer::check_held as a_step_leaves_what_is_held_elsewhere_alone;
    subnormal::check_layers as outputs_and_gradients_that_shrink_become_zero_before_they_are_subnormal;
    subnormal::check_moments as moments_of_weights_without_gradient_become_zero_before_they_are_subnormal;
    graph_capture::check_against_stock as two_hundred_steps_equal_those_of_stock_tensors;
    schedule::check_rates as the_learning_rate_of_every_step_follows_its_schedule;
    schedule::check_steps as scheduled_steps_equal_steps_that_are_told_their_rate;
    last_batch::check_epoch as the_last_batch_of_an_epoch_may_hold_only_what_is_left;
    graph_capture::check_refusal as a_device_that_does_not_record_takes_its_steps_one_by_one;
    noise::check_words as every_word_of_the_noise_is_that_of_the_published_generator;
    noise::check_path as the_noise_of_a_step_does_not_depend_on_how_the_steps_were_taken;
    noise::check_evenness as uniform_noise_falls_evenly_into_bins;
    noise::check_correlations as noise_does_not_correlate_with_its_neighbours_steps_seeds_and_streams;
    noise::check_moments as normal_noise_has_the_moments_of_its_law;
    variational::check_sample as sampled_codes_and_their_gradients_equal_stock_tensors_at_any_size;
    variational::check_kl as the_divergence_and_its_gradient_equal_stock_tensors_at_any_size;
    variational::check_differences as variational_gradients_equal_central_differences;
    composite_loss::check_plus as losses_add_up_with_their_weights;
    composite_loss::check_warm_up as a_weight_warms_up_step_by_step;
    variational::check_free_bits as free_bits_equal_stock_tensors;
    penalty::check_sparsity as the_sparsity_equals_a_plain_loop;
    penalty::check_dead_units as dead_units_cost_a_finite_amount_and_are_led_back;
    penalty::check_norm as norms_equal_a_plain_loop;
    penalty::check_gradients as gradients_of_penalties_are_differences;
    dropout_topk::check_largest as the_largest_values_are_those_of_a_sort;
    dropout_topk::check_equals as of_equal_values_those_further_left_stay;
    dropout_topk::check_dropout as dropout_equals_stock_tensors;
    dropout_topk::check_rates as dropout_drops_at_its_rate;
    dropout_topk::check_gradients as gradients_of_masks_are_differences;
    corruption::check_pixels as pixels_are_spoilt_by_the_numbers_of_the_stream;
    corruption::check_shares as pixels_are_spoilt_in_their_shares;
    corruption::check_moments as gaussian_noise_has_its_mean_and_deviation;
    corruption::check_holes as holes_are_whole_and_anywhere;
    augmentation::check_shift as images_move_evenly_over_zeros;
    augmentation::check_crop as a_crop_is_a_straight_zoom_within_the_image;
    corruption::check_nothing as a_corruption_of_nothing_gives_the_images_back;
    corruption::check_standardise as images_are_standardised_and_take_no_gradient;
    classification::check_classify as the_classification_loss_equals_a_plain_loop;
    queries::check_answers as questions_to_a_model_are_answered_as_its_snapshots_would;
    corrupt_query::check_equal_to_training as examples_are_corrupted_as_in_training;
    corrupt_query::check_refusals as no_corruption_touches_nothing_and_parts_of_pictures_are_refused;
    queries::check_refusals as questions_that_make_no_sense_are_refused_and_none_changes_the_run;
    queries::check_examples as examples_can_be_looked_up_with_their_codes_and_the_nearest_of_them;
    queries::check_scores as each_example_has_the_scores_whose_mean_the_metrics_tell;
    queries::check_normal_classes as a_run_can_be_trained_on_some_classes_alone;
    classification::check_edges as without_labels_there_is_no_classification_loss;
    classification::check_gradients as gradients_of_the_classification_loss_are_differences;
    conv::check_conv as convolutions_and_their_gradients_follow_the_definition_at_any_size;
    conv::check_finite_differences as gradients_of_convolutions_are_finite_differences;
    sparse_coding::check_iterations as sparse_codes_are_those_of_a_plain_loop_after_any_number_of_iterations;
    sparse_coding::check_minimum as sparse_codes_solve_their_problem;
    sparse_coding::check_extremes as sparse_codes_that_cost_too_much_are_empty_and_free_ones_give_the_image_back;
    dictionary_learning::check_unit_length as atoms_get_length_one_and_the_mean_stays;
    dictionary_learning::check_fixed_mean as the_mean_of_a_dictionary_has_no_gradient;
    dictionary_learning::check_run as atoms_have_length_one_after_fifty_steps_of_any_rule;
    dictionary_learning::check_classes as classes_told_from_sparse_codes_change_no_atom;
    dictionary_learning::check_validation as a_longer_search_in_validation_changes_no_step;
    recurrent::check_oracle as recurrent_layers_equal_those_of_another_implementation;
    recurrent::check_gru as recurrent_layers_and_their_gradients_equal_stock_tensors;
    recurrent::check_first_layer as a_first_recurrent_layer_has_the_gradient_of_any_other;
    batch_norm::check_batch as normalised_values_and_their_gradients_equal_stock_tensors;
    batch_norm::check_by as values_normalised_by_given_statistics_equal_stock_tensors;
    batch_norm::check_large_mean as normalised_values_far_from_zero_keep_their_digits;
    batch_norm::check_differences as gradients_of_normalised_values_are_differences;
    batch_norm::check_blend as running_statistics_take_a_tenth_of_a_batch;
    batch_norm::check_running as normalised_runs_are_looked_at_by_running_statistics_found_by_hand;
    batch_norm::check_resumption as a_normalised_run_resumed_or_rewound_has_its_running_statistics;
    configurations::check_learning as every_part_of_the_family_learns;
    configurations::check_nothing as what_is_there_in_name_only_changes_nothing;
    configurations::check_fixed_validation as validation_sees_the_same_damage_every_time;
    configurations::check_clean_target as the_loss_compares_with_the_clean_picture;
    elbo::check_definition as the_elbo_is_the_same_whatever_a_run_is_trained_for;
    elbo::check_warm_up as the_validation_is_judged_in_full_during_a_warm_up;
    classification::check_steps_without_labels as a_step_without_labels_has_no_accuracy;
    configurations::check_terms as a_loss_is_the_sum_of_its_terms_by_their_weights;
    configurations::check_gradients as gradients_of_every_part_are_those_of_central_differences;
    training_run::check_training as training_lowers_the_loss_and_validates_on_time;
    training_run::check_snapshot as snapshots_have_the_right_lengths_and_follow_the_model;
    training_run::check_divergence as a_run_that_diverges_stops_names_the_step_and_can_be_rewound;
    training_run::check_blame as the_term_that_is_to_blame_is_named;
    training_run::check_early_divergence as a_run_that_blows_up_from_the_start_goes_back_to_weights_that_work;
    training_run::check_determinism as the_same_seed_gives_the_same_losses_whatever_the_chunks;
    early_stopping::check_epochs as a_run_ends_after_its_epochs_and_goes_on_for_as_many_again;
    early_stopping::check_target as a_run_ends_at_its_target_once;
    early_stopping::check_patience as a_run_whose_patience_ends_goes_back_to_its_best_weights;
    early_stopping::check_resumption as a_run_saved_before_its_patience_ends_ends_where_it_would_have;
    training_run::check_foreign_data as a_run_is_not_resumed_with_other_data;
    training_run::check_variants as every_activation_and_loss_trains;
    layer_stats::check_filters as the_filters_of_a_linear_code_are_what_it_answers_to_and_looking_changes_nothing;
    layer_stats::check_gradients as the_gradients_that_are_told_are_those_of_a_step;
    layer_stats::check_families as every_family_can_be_looked_into;
    layer_stats::check_features as classes_and_factors_are_read_off_the_codes;
}

#[test]
fn the_definition_of_a_convolution_is_that_of_stock_tensors() {
    block_on(conv::check_definition());
}

#[test]
fn a_run_saved_and_resumed_equals_the_uninterrupted_one() {
    let cpu = Device::flex();
    block_on(training_run::check_resumption(&cpu, &cpu, 0.0));
}

#[test]
fn a_run_without_validation_images_cannot_stop_by_them() {
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
fn a_gpu_is_refused_in_words_where_the_build_has_none() {
    let error = block_on(hourglass::device::open(
        hourglass::device::DeviceKind::Webgpu,
    ))
    .unwrap_err();
    assert_eq!(error.code, hourglass::error::Code::Device);
    assert_eq!(error.remedy, "Choose the CPU.");
}
