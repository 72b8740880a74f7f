//! The core in a real browser, inside a worker, on both devices: the same cases as natively. A missing
//! WebGPU adapter is a failure here, never a skip.

#![cfg(target_arch = "wasm32")]
#![recursion_limit = "256"]

mod support;

use burn::tensor::Device;
use hourglass::data::batches::Batches;
use hourglass::device::{DeviceKind, open};
use support::{
    augmentation, batch_norm, classification, composite_loss, configurations, conv, corrupt_query,
    corruption, dictionary_learning, dropout_topk, early_stopping, elbo, graph_capture, kernels,
    last_batch, layer_stats, noise, optimizer, penalty, queries, recurrent, schedule,
    sparse_coding, trace, training_run, variational,
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

async fn gpu() -> Device {
    hourglass::wasm::start();
    open(DeviceKind::Webgpu)
        .await
        .unwrap_or_else(|error| panic!("{error}"))
}

/// The same case on each device, named after both.
macro_rules! on_both_devices {
    ($($check:path as $cpu:ident and $gpu:ident;)+) => {
        $(
            #[wasm_bindgen_test]
            async fn $cpu() {
                $check(&Device::flex()).await;
            }

            #[wasm_bindgen_test]
            async fn $gpu() {
                $check(&gpu().await).await;
            }
        )+
    };
}

on_both_devices! {
    kernels::check_dense as the_fused_layer_equals_stock_tensors_on_the_cpu and the_fused_layer_equals_stock_tensors_on_webgpu;
    queries::check_answers as questions_are_answered_on_the_cpu and questions_are_answered_on_webgpu;
    corrupt_query::check_equal_to_training as examples_are_corrupted_as_in_training_on_the_cpu and examples_are_corrupted_as_in_training_on_webgpu;
    queries::check_refusals as questions_change_no_run_on_the_cpu and questions_change_no_run_on_webgpu;
    queries::check_examples as examples_can_be_looked_up_on_the_cpu and examples_can_be_looked_up_on_webgpu;
    queries::check_scores as examples_are_scored_on_the_cpu and examples_are_scored_on_webgpu;
    queries::check_normal_classes as some_classes_are_trained_on_on_the_cpu and some_classes_are_trained_on_on_webgpu;
    layer_stats::check_filters as filters_are_told_on_the_cpu and filters_are_told_on_webgpu;
    layer_stats::check_gradients as gradients_are_told_on_the_cpu and gradients_are_told_on_webgpu;
    layer_stats::check_families as every_family_is_looked_into_on_the_cpu and every_family_is_looked_into_on_webgpu;
    layer_stats::check_features as features_are_told_on_the_cpu and features_are_told_on_webgpu;
    trace::check_runs as the_trace_agrees_on_the_cpu and the_trace_agrees_on_webgpu;
    kernels::check_gelu as gelu_equals_stock_tensors_on_the_cpu and gelu_equals_stock_tensors_on_webgpu;
    kernels::check_losses as the_fused_losses_equal_stock_tensors_on_the_cpu and the_fused_losses_equal_stock_tensors_on_webgpu;
    optimizer::check_rules as every_rule_takes_the_steps_of_its_formula_on_the_cpu and every_rule_takes_the_steps_of_its_formula_on_webgpu;
    last_batch::check_epoch as the_last_batch_may_be_short_on_the_cpu and the_last_batch_may_be_short_on_webgpu;
    graph_capture::check_refusal as a_device_that_does_not_record_goes_on_on_the_cpu and a_device_that_does_not_record_goes_on_on_webgpu;
    optimizer::check_held as a_step_leaves_what_is_held_elsewhere_alone_on_the_cpu and a_step_leaves_what_is_held_elsewhere_alone_on_webgpu;
    graph_capture::check_against_stock as two_hundred_steps_equal_stock_tensors_on_the_cpu and two_hundred_steps_equal_stock_tensors_on_webgpu;
    schedule::check_rates as rates_follow_their_schedule_on_the_cpu and rates_follow_their_schedule_on_webgpu;
    schedule::check_steps as scheduled_steps_take_their_rates_on_the_cpu and scheduled_steps_take_their_rates_on_webgpu;
    noise::check_words as every_word_of_the_noise_is_published_on_the_cpu and every_word_of_the_noise_is_published_on_webgpu;
    noise::check_path as the_noise_of_a_step_stands_alone_on_the_cpu and the_noise_of_a_step_stands_alone_on_webgpu;
    noise::check_moments as normal_noise_has_its_moments_on_the_cpu and normal_noise_has_its_moments_on_webgpu;
    variational::check_sample as sampled_codes_equal_stock_tensors_on_the_cpu and sampled_codes_equal_stock_tensors_on_webgpu;
    variational::check_kl as the_divergence_equals_stock_tensors_on_the_cpu and the_divergence_equals_stock_tensors_on_webgpu;
    composite_loss::check_plus as losses_add_up_with_their_weights_on_the_cpu and losses_add_up_with_their_weights_on_webgpu;
    composite_loss::check_warm_up as a_weight_warms_up_step_by_step_on_the_cpu and a_weight_warms_up_step_by_step_on_webgpu;
    variational::check_free_bits as free_bits_equal_stock_tensors_on_the_cpu and free_bits_equal_stock_tensors_on_webgpu;
    penalty::check_sparsity as the_sparsity_equals_a_plain_loop_on_the_cpu and the_sparsity_equals_a_plain_loop_on_webgpu;
    penalty::check_dead_units as dead_units_cost_a_finite_amount_and_are_led_back_on_the_cpu and dead_units_cost_a_finite_amount_and_are_led_back_on_webgpu;
    penalty::check_norm as norms_equal_a_plain_loop_on_the_cpu and norms_equal_a_plain_loop_on_webgpu;
    penalty::check_gradients as gradients_of_penalties_are_differences_on_the_cpu and gradients_of_penalties_are_differences_on_webgpu;
    dropout_topk::check_largest as the_largest_values_are_those_of_a_sort_on_the_cpu and the_largest_values_are_those_of_a_sort_on_webgpu;
    dropout_topk::check_equals as of_equal_values_those_further_left_stay_on_the_cpu and of_equal_values_those_further_left_stay_on_webgpu;
    dropout_topk::check_dropout as dropout_equals_stock_tensors_on_the_cpu and dropout_equals_stock_tensors_on_webgpu;
    dropout_topk::check_rates as dropout_drops_at_its_rate_on_the_cpu and dropout_drops_at_its_rate_on_webgpu;
    dropout_topk::check_gradients as gradients_of_masks_are_differences_on_the_cpu and gradients_of_masks_are_differences_on_webgpu;
    corruption::check_pixels as pixels_are_spoilt_by_the_numbers_of_the_stream_on_the_cpu and pixels_are_spoilt_by_the_numbers_of_the_stream_on_webgpu;
    corruption::check_shares as pixels_are_spoilt_in_their_shares_on_the_cpu and pixels_are_spoilt_in_their_shares_on_webgpu;
    corruption::check_moments as gaussian_noise_has_its_mean_and_deviation_on_the_cpu and gaussian_noise_has_its_mean_and_deviation_on_webgpu;
    corruption::check_holes as holes_are_whole_and_anywhere_on_the_cpu and holes_are_whole_and_anywhere_on_webgpu;
    augmentation::check_shift as images_move_evenly_over_zeros_on_the_cpu and images_move_evenly_over_zeros_on_webgpu;
    augmentation::check_crop as a_crop_is_a_straight_zoom_on_the_cpu and a_crop_is_a_straight_zoom_on_webgpu;
    corruption::check_nothing as a_corruption_of_nothing_gives_the_images_back_on_the_cpu and a_corruption_of_nothing_gives_the_images_back_on_webgpu;
    corruption::check_standardise as images_are_standardised_and_take_no_gradient_on_the_cpu and images_are_standardised_and_take_no_gradient_on_webgpu;
    classification::check_classify as the_classification_loss_equals_a_plain_loop_on_the_cpu and the_classification_loss_equals_a_plain_loop_on_webgpu;
    classification::check_edges as without_labels_there_is_no_classification_loss_on_the_cpu and without_labels_there_is_no_classification_loss_on_webgpu;
    classification::check_gradients as gradients_of_the_classification_loss_are_differences_on_the_cpu and gradients_of_the_classification_loss_are_differences_on_webgpu;
    conv::check_conv as convolutions_follow_the_definition_on_the_cpu and convolutions_follow_the_definition_on_webgpu;
    sparse_coding::check_iterations as sparse_codes_are_those_of_a_plain_loop_on_the_cpu and sparse_codes_are_those_of_a_plain_loop_on_webgpu;
    sparse_coding::check_minimum as sparse_codes_solve_their_problem_on_the_cpu and sparse_codes_solve_their_problem_on_webgpu;
    sparse_coding::check_extremes as sparse_codes_at_the_extremes_on_the_cpu and sparse_codes_at_the_extremes_on_webgpu;
    dictionary_learning::check_unit_length as atoms_get_length_one_on_the_cpu and atoms_get_length_one_on_webgpu;
    dictionary_learning::check_fixed_mean as the_mean_of_a_dictionary_has_no_gradient_on_the_cpu and the_mean_of_a_dictionary_has_no_gradient_on_webgpu;
    dictionary_learning::check_run as atoms_have_length_one_after_fifty_steps_on_the_cpu and atoms_have_length_one_after_fifty_steps_on_webgpu;
    dictionary_learning::check_classes as classes_told_from_sparse_codes_change_no_atom_on_the_cpu and classes_told_from_sparse_codes_change_no_atom_on_webgpu;
    dictionary_learning::check_validation as a_longer_search_in_validation_changes_no_step_on_the_cpu and a_longer_search_in_validation_changes_no_step_on_webgpu;
    recurrent::check_oracle as recurrent_layers_equal_those_of_another_implementation_on_the_cpu and recurrent_layers_equal_those_of_another_implementation_on_webgpu;
    recurrent::check_gru as recurrent_layers_equal_stock_tensors_on_the_cpu and recurrent_layers_equal_stock_tensors_on_webgpu;
    recurrent::check_first_layer as a_first_recurrent_layer_has_its_gradient_on_the_cpu and a_first_recurrent_layer_has_its_gradient_on_webgpu;
    batch_norm::check_batch as normalised_values_and_their_gradients_equal_stock_tensors_on_the_cpu and normalised_values_and_their_gradients_equal_stock_tensors_on_webgpu;
    batch_norm::check_by as values_normalised_by_given_statistics_equal_stock_tensors_on_the_cpu and values_normalised_by_given_statistics_equal_stock_tensors_on_webgpu;
    batch_norm::check_large_mean as normalised_values_far_from_zero_keep_their_digits_on_the_cpu and normalised_values_far_from_zero_keep_their_digits_on_webgpu;
    batch_norm::check_differences as gradients_of_normalised_values_are_differences_on_the_cpu and gradients_of_normalised_values_are_differences_on_webgpu;
    batch_norm::check_blend as running_statistics_take_a_tenth_of_a_batch_on_the_cpu and running_statistics_take_a_tenth_of_a_batch_on_webgpu;
    batch_norm::check_running as normalised_runs_are_looked_at_by_running_statistics_found_by_hand_on_the_cpu and normalised_runs_are_looked_at_by_running_statistics_found_by_hand_on_webgpu;
    batch_norm::check_resumption as a_normalised_run_resumed_or_rewound_has_its_running_statistics_on_the_cpu and a_normalised_run_resumed_or_rewound_has_its_running_statistics_on_webgpu;
    configurations::check_learning as every_part_of_the_family_learns_on_the_cpu and every_part_of_the_family_learns_on_webgpu;
    configurations::check_nothing as what_is_there_in_name_only_changes_nothing_on_the_cpu and what_is_there_in_name_only_changes_nothing_on_webgpu;
    configurations::check_fixed_validation as validation_sees_the_same_damage_on_the_cpu and validation_sees_the_same_damage_on_webgpu;
    configurations::check_clean_target as the_loss_compares_with_the_clean_picture_on_the_cpu and the_loss_compares_with_the_clean_picture_on_webgpu;
    elbo::check_definition as the_elbo_is_the_same_whatever_is_trained_for_on_the_cpu and the_elbo_is_the_same_whatever_is_trained_for_on_webgpu;
    elbo::check_warm_up as the_validation_is_judged_in_full_on_the_cpu and the_validation_is_judged_in_full_on_webgpu;
    classification::check_steps_without_labels as a_step_without_labels_has_no_accuracy_on_the_cpu and a_step_without_labels_has_no_accuracy_on_webgpu;
    configurations::check_terms as a_loss_is_the_sum_of_its_terms_on_the_cpu and a_loss_is_the_sum_of_its_terms_on_webgpu;
    configurations::check_gradients as gradients_of_every_part_are_differences_on_the_cpu and gradients_of_every_part_are_differences_on_webgpu;
    training_run::check_training as training_lowers_the_loss_on_the_cpu and training_lowers_the_loss_on_webgpu;
    training_run::check_snapshot as snapshots_follow_the_model_on_the_cpu and snapshots_follow_the_model_on_webgpu;
    training_run::check_divergence as a_diverged_run_is_rewound_on_the_cpu and a_diverged_run_is_rewound_on_webgpu;
    training_run::check_blame as the_term_to_blame_is_named_on_the_cpu and the_term_to_blame_is_named_on_webgpu;
    training_run::check_early_divergence as early_divergence_finds_a_way_back_on_the_cpu and early_divergence_finds_a_way_back_on_webgpu;
    training_run::check_determinism as a_seed_repeats_on_the_cpu and a_seed_repeats_on_webgpu;
    early_stopping::check_epochs as a_run_ends_after_its_epochs_on_the_cpu and a_run_ends_after_its_epochs_on_webgpu;
    early_stopping::check_patience as patience_keeps_the_best_weights_on_the_cpu and patience_keeps_the_best_weights_on_webgpu;
    training_run::check_variants as every_activation_and_loss_trains_on_the_cpu and every_activation_and_loss_trains_on_webgpu;
}

#[wasm_bindgen_test]
async fn webgpu_and_cpu_take_the_same_steps() {
    training_run::check_devices_agree(&Device::flex(), &gpu().await).await;
}

#[wasm_bindgen_test]
async fn replayed_steps_equal_those_taken_one_by_one() {
    graph_capture::check_replay(&gpu().await).await;
}

#[wasm_bindgen_test]
async fn replayed_steps_equal_those_taken_one_by_one_where_epochs_end_with_a_short_batch() {
    graph_capture::check_short_batches(&gpu().await).await;
}

#[wasm_bindgen_test]
async fn replayed_steps_of_a_dictionary_equal_those_taken_one_by_one() {
    dictionary_learning::check_replay(&gpu().await).await;
}

#[wasm_bindgen_test]
fn a_run_is_counted_rightly_beyond_the_numbers_of_a_browser() {
    let batches = Batches::in_order((0..58_000).collect(), 64);
    assert_eq!(batches.steps_to(100_000), 90_625_000);
    assert_eq!(batches.completed(90_625_000), 100_000);
    assert_eq!(batches.size_after(90_625_000), 64);
}

#[wasm_bindgen_test]
async fn replayed_steps_of_a_normalised_run_equal_those_taken_one_by_one() {
    batch_norm::check_replay(&gpu().await).await;
}

#[wasm_bindgen_test]
async fn webgpu_and_cpu_learn_the_same_dictionary() {
    dictionary_learning::check_devices_agree(&Device::flex(), &gpu().await).await;
}

#[wasm_bindgen_test]
async fn a_run_saved_and_resumed_on_webgpu_equals_the_uninterrupted_one() {
    let gpu = gpu().await;
    training_run::check_resumption(&gpu, &gpu, 0.0).await;
}

#[wasm_bindgen_test]
async fn a_run_moves_between_the_devices_and_goes_on() {
    let (cpu, gpu) = (Device::flex(), gpu().await);
    training_run::check_resumption(&cpu, &gpu, 1e-4).await;
    training_run::check_resumption(&gpu, &cpu, 1e-4).await;
}

#[wasm_bindgen_test]
async fn webgpu_and_cpu_draw_the_same_normal_noise() {
    noise::check_devices_agree(&Device::flex(), &gpu().await).await;
}

#[wasm_bindgen_test]
async fn webgpu_and_cpu_mask_the_same_values() {
    dropout_topk::check_devices_agree(&Device::flex(), &gpu().await).await;
}

#[wasm_bindgen_test]
async fn webgpu_and_cpu_spoil_the_same_pixels() {
    corruption::check_devices_agree(&Device::flex(), &gpu().await).await;
}
