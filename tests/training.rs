//! The core on the CPU, natively: against the independent traces, and as a whole run.

#![cfg(not(target_arch = "wasm32"))]
#![recursion_limit = "256"]

mod support;

use burn::tensor::Device;
use hourglass::config::RunConfig;
use hourglass::data::split::Split;
use hourglass::lab::Lab;
use hourglass::trainer::Trainer;
use pollster::block_on;
use support::{
    augmentation, classes, conv, corruption, dictionary, exploring, family, kernels, mask, noise,
    normalisation, parity, penalty, recurrent, replay, schedule, sparse_codes, stopping, trace,
    update, vanishing, variational, weight,
};

#[test]
fn every_run_of_the_independent_trace_agrees_at_every_step() {
    block_on(trace::check_runs(&Device::flex()));
}

#[test]
fn the_fused_layer_and_its_gradients_equal_stock_tensors_at_any_size() {
    block_on(kernels::check_dense(&Device::flex()));
}

#[test]
fn gelu_and_its_gradient_equal_stock_tensors() {
    block_on(kernels::check_gelu(&Device::flex()));
}

#[test]
fn the_fused_losses_and_their_gradients_equal_stock_tensors() {
    block_on(kernels::check_losses(&Device::flex()));
}

#[test]
fn every_rule_takes_the_steps_of_its_formula() {
    block_on(update::check_rules(&Device::flex()));
}

#[test]
fn a_step_leaves_what_is_held_elsewhere_alone() {
    block_on(update::check_held(&Device::flex()));
}

#[test]
fn outputs_and_gradients_that_shrink_become_zero_before_they_are_subnormal() {
    block_on(vanishing::check_layers(&Device::flex()));
}

#[test]
fn moments_of_weights_without_gradient_become_zero_before_they_are_subnormal() {
    block_on(vanishing::check_moments(&Device::flex()));
}

#[test]
fn two_hundred_steps_equal_those_of_stock_tensors() {
    block_on(replay::check_against_stock(&Device::flex()));
}

#[test]
fn the_learning_rate_of_every_step_follows_its_schedule() {
    block_on(schedule::check_rates(&Device::flex()));
}

#[test]
fn scheduled_steps_equal_steps_that_are_told_their_rate() {
    block_on(schedule::check_steps(&Device::flex()));
}

#[test]
fn a_device_that_does_not_record_takes_its_steps_one_by_one() {
    block_on(replay::check_refusal(&Device::flex()));
}

#[test]
fn every_word_of_the_noise_is_that_of_the_published_generator() {
    block_on(noise::check_words(&Device::flex()));
}

#[test]
fn the_noise_of_a_step_does_not_depend_on_how_the_steps_were_taken() {
    block_on(noise::check_path(&Device::flex()));
}

#[test]
fn uniform_noise_falls_evenly_into_bins() {
    block_on(noise::check_evenness(&Device::flex()));
}

#[test]
fn noise_does_not_correlate_with_its_neighbours_steps_seeds_and_streams() {
    block_on(noise::check_correlations(&Device::flex()));
}

#[test]
fn normal_noise_has_the_moments_of_its_law() {
    block_on(noise::check_moments(&Device::flex()));
}

#[test]
fn sampled_codes_and_their_gradients_equal_stock_tensors_at_any_size() {
    block_on(variational::check_sample(&Device::flex()));
}

#[test]
fn the_divergence_and_its_gradient_equal_stock_tensors_at_any_size() {
    block_on(variational::check_kl(&Device::flex()));
}

#[test]
fn variational_gradients_equal_central_differences() {
    block_on(variational::check_differences(&Device::flex()));
}

#[test]
fn losses_add_up_with_their_weights() {
    block_on(weight::check_plus(&Device::flex()));
}

#[test]
fn a_weight_warms_up_step_by_step() {
    block_on(weight::check_warm_up(&Device::flex()));
}

#[test]
fn free_bits_equal_stock_tensors() {
    block_on(variational::check_free_bits(&Device::flex()));
}

#[test]
fn the_sparsity_equals_a_plain_loop() {
    block_on(penalty::check_sparsity(&Device::flex()));
}

#[test]
fn dead_units_cost_a_finite_amount_and_are_led_back() {
    block_on(penalty::check_dead_units(&Device::flex()));
}

#[test]
fn norms_equal_a_plain_loop() {
    block_on(penalty::check_norm(&Device::flex()));
}

#[test]
fn gradients_of_penalties_are_differences() {
    block_on(penalty::check_gradients(&Device::flex()));
}

#[test]
fn the_largest_values_are_those_of_a_sort() {
    block_on(mask::check_largest(&Device::flex()));
}

#[test]
fn of_equal_values_those_further_left_stay() {
    block_on(mask::check_equals(&Device::flex()));
}

#[test]
fn dropout_equals_stock_tensors() {
    block_on(mask::check_dropout(&Device::flex()));
}

#[test]
fn dropout_drops_at_its_rate() {
    block_on(mask::check_rates(&Device::flex()));
}

#[test]
fn gradients_of_masks_are_differences() {
    block_on(mask::check_gradients(&Device::flex()));
}

#[test]
fn pixels_are_spoilt_by_the_numbers_of_the_stream() {
    block_on(corruption::check_pixels(&Device::flex()));
}

#[test]
fn pixels_are_spoilt_in_their_shares() {
    block_on(corruption::check_shares(&Device::flex()));
}

#[test]
fn gaussian_noise_has_its_mean_and_deviation() {
    block_on(corruption::check_moments(&Device::flex()));
}

#[test]
fn holes_are_whole_and_anywhere() {
    block_on(corruption::check_holes(&Device::flex()));
}

#[test]
fn images_move_evenly_over_zeros() {
    block_on(augmentation::check_shift(&Device::flex()));
}

#[test]
fn a_crop_is_a_straight_zoom_within_the_image() {
    block_on(augmentation::check_crop(&Device::flex()));
}

#[test]
fn a_corruption_of_nothing_gives_the_images_back() {
    block_on(corruption::check_nothing(&Device::flex()));
}

#[test]
fn images_are_standardised_and_take_no_gradient() {
    block_on(corruption::check_standardise(&Device::flex()));
}

#[test]
fn the_classification_loss_equals_a_plain_loop() {
    block_on(classes::check_classify(&Device::flex()));
}

#[test]
fn questions_to_a_model_are_answered_as_its_snapshots_would() {
    block_on(exploring::check_answers(&Device::flex()));
}

#[test]
fn questions_that_make_no_sense_are_refused_and_none_changes_the_run() {
    block_on(exploring::check_refusals(&Device::flex()));
}

#[test]
fn examples_can_be_looked_up_with_their_codes_and_the_nearest_of_them() {
    block_on(exploring::check_examples(&Device::flex()));
}

#[test]
fn each_example_has_the_scores_whose_mean_the_metrics_tell() {
    block_on(exploring::check_scores(&Device::flex()));
}

#[test]
fn a_run_can_be_trained_on_some_classes_alone() {
    block_on(exploring::check_normal_classes(&Device::flex()));
}

#[test]
fn without_labels_there_is_no_classification_loss() {
    block_on(classes::check_edges(&Device::flex()));
}

#[test]
fn gradients_of_the_classification_loss_are_differences() {
    block_on(classes::check_gradients(&Device::flex()));
}

#[test]
fn the_definition_of_a_convolution_is_that_of_stock_tensors() {
    block_on(conv::check_definition());
}

#[test]
fn convolutions_and_their_gradients_follow_the_definition_at_any_size() {
    block_on(conv::check_conv(&Device::flex()));
}

#[test]
fn gradients_of_convolutions_are_finite_differences() {
    block_on(conv::check_finite_differences(&Device::flex()));
}

#[test]
fn sparse_codes_are_those_of_a_plain_loop_after_any_number_of_iterations() {
    block_on(sparse_codes::check_iterations(&Device::flex()));
}

#[test]
fn sparse_codes_solve_their_problem() {
    block_on(sparse_codes::check_minimum(&Device::flex()));
}

#[test]
fn sparse_codes_that_cost_too_much_are_empty_and_free_ones_give_the_image_back() {
    block_on(sparse_codes::check_extremes(&Device::flex()));
}

#[test]
fn atoms_get_length_one_and_the_mean_stays() {
    block_on(dictionary::check_unit_length(&Device::flex()));
}

#[test]
fn the_mean_of_a_dictionary_has_no_gradient() {
    block_on(dictionary::check_fixed_mean(&Device::flex()));
}

#[test]
fn atoms_have_length_one_after_fifty_steps_of_any_rule() {
    block_on(dictionary::check_run(&Device::flex()));
}

#[test]
fn classes_told_from_sparse_codes_change_no_atom() {
    block_on(dictionary::check_classes(&Device::flex()));
}

#[test]
fn a_longer_search_in_validation_changes_no_step() {
    block_on(dictionary::check_validation(&Device::flex()));
}

#[test]
fn recurrent_layers_equal_those_of_another_implementation() {
    block_on(recurrent::check_oracle(&Device::flex()));
}

#[test]
fn recurrent_layers_and_their_gradients_equal_stock_tensors() {
    block_on(recurrent::check_gru(&Device::flex()));
}

#[test]
fn a_first_recurrent_layer_has_the_gradient_of_any_other() {
    block_on(recurrent::check_first_layer(&Device::flex()));
}

#[test]
fn normalised_values_and_their_gradients_equal_stock_tensors() {
    block_on(normalisation::check_batch(&Device::flex()));
}

#[test]
fn values_normalised_by_given_statistics_equal_stock_tensors() {
    block_on(normalisation::check_by(&Device::flex()));
}

#[test]
fn normalised_values_far_from_zero_keep_their_digits() {
    block_on(normalisation::check_large_mean(&Device::flex()));
}

#[test]
fn gradients_of_normalised_values_are_differences() {
    block_on(normalisation::check_differences(&Device::flex()));
}

#[test]
fn running_statistics_take_a_tenth_of_a_batch() {
    block_on(normalisation::check_blend(&Device::flex()));
}

#[test]
fn normalised_runs_are_looked_at_by_running_statistics_found_by_hand() {
    block_on(normalisation::check_running(&Device::flex()));
}

#[test]
fn a_normalised_run_resumed_or_rewound_has_its_running_statistics() {
    block_on(normalisation::check_resumption(&Device::flex()));
}

#[test]
fn every_part_of_the_family_learns() {
    block_on(family::check_learning(&Device::flex()));
}

#[test]
fn what_is_there_in_name_only_changes_nothing() {
    block_on(family::check_nothing(&Device::flex()));
}

#[test]
fn validation_sees_the_same_damage_every_time() {
    block_on(family::check_fixed_validation(&Device::flex()));
}

#[test]
fn a_loss_is_the_sum_of_its_terms_by_their_weights() {
    block_on(family::check_terms(&Device::flex()));
}

#[test]
fn gradients_of_every_part_are_those_of_central_differences() {
    block_on(family::check_gradients(&Device::flex()));
}

#[test]
fn training_lowers_the_loss_and_validates_on_time() {
    block_on(parity::check_training(&Device::flex()));
}

#[test]
fn snapshots_have_the_right_lengths_and_follow_the_model() {
    block_on(parity::check_snapshot(&Device::flex()));
}

#[test]
fn a_run_that_diverges_stops_names_the_step_and_can_be_rewound() {
    block_on(parity::check_divergence(&Device::flex()));
}

#[test]
fn the_term_that_is_to_blame_is_named() {
    block_on(parity::check_blame(&Device::flex()));
}

#[test]
fn a_run_that_blows_up_from_the_start_goes_back_to_weights_that_work() {
    block_on(parity::check_early_divergence(&Device::flex()));
}

#[test]
fn the_same_seed_gives_the_same_losses_whatever_the_chunks() {
    block_on(parity::check_determinism(&Device::flex()));
}

#[test]
fn a_run_saved_and_resumed_equals_the_uninterrupted_one() {
    let cpu = Device::flex();
    block_on(parity::check_resumption(&cpu, &cpu, 0.0));
}

#[test]
fn a_run_ends_after_its_epochs_and_goes_on_for_as_many_again() {
    block_on(stopping::check_epochs(&Device::flex()));
}

#[test]
fn a_run_ends_at_its_target_once() {
    block_on(stopping::check_target(&Device::flex()));
}

#[test]
fn a_run_whose_patience_ends_goes_back_to_its_best_weights() {
    block_on(stopping::check_patience(&Device::flex()));
}

#[test]
fn a_run_saved_before_its_patience_ends_ends_where_it_would_have() {
    block_on(stopping::check_resumption(&Device::flex()));
}

#[test]
fn a_run_without_validation_images_cannot_stop_by_them() {
    let config = RunConfig {
        patience: 5,
        ..parity::small()
    };
    let dataset = Lab::default().dataset(&config).unwrap();
    let split = Split::new(&dataset, 1).without_validation();
    let error = Trainer::with_split(config, dataset, split, Device::flex())
        .err()
        .unwrap();
    assert_eq!(error.field.as_deref(), Some("patience"));
}

#[test]
fn a_run_is_not_resumed_with_other_data() {
    block_on(parity::check_foreign_data(&Device::flex()));
}

#[test]
fn every_activation_and_loss_trains() {
    block_on(parity::check_variants(&Device::flex()));
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
