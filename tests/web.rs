//! The core in a real browser, inside a worker, on both devices: the same cases as natively. A missing
//! WebGPU adapter is a failure here, never a skip.

#![cfg(target_arch = "wasm32")]
#![recursion_limit = "256"]

mod support;

use burn::tensor::Device;
use hourglass::data::batches::Batches;
use hourglass::device::{DeviceKind, largest_tensor, open};
use support::{
    augmentation, batch_norm, classification, composite_loss, configurations, conv, corrupt_query,
    corruption, dictionary_learning, dropout_topk, early_stopping, elbo, exported_codes,
    graph_capture, kernels, last_batch, layer_stats, mixed_fields, noise, optimizer, penalty,
    queries, recurrent, schedule, sparse_coding, table_run, trace, training_run, typed_fields,
    unknown_labels, variational,
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
    queries::check_answers as queries_agree_with_snapshots_on_the_cpu and queries_agree_with_snapshots_on_webgpu;
    corrupt_query::check_equal_to_training as examples_are_corrupted_as_in_training_on_the_cpu and examples_are_corrupted_as_in_training_on_webgpu;
    queries::check_refusals as no_query_changes_the_run_on_the_cpu and no_query_changes_the_run_on_webgpu;
    queries::check_examples as examples_have_codes_and_nearest_neighbours_on_the_cpu and examples_have_codes_and_nearest_neighbours_on_webgpu;
    exported_codes::check_rows as exported_codes_have_their_indices_on_the_cpu and exported_codes_have_their_indices_on_webgpu;
    exported_codes::check_one_step as exported_codes_are_of_one_step_on_the_cpu and exported_codes_are_of_one_step_on_webgpu;
    queries::check_scores as the_mean_anomaly_score_is_the_metric_on_the_cpu and the_mean_anomaly_score_is_the_metric_on_webgpu;
    queries::check_normal_classes as a_run_trains_on_its_normal_classes_only_on_the_cpu and a_run_trains_on_its_normal_classes_only_on_webgpu;
    unknown_labels::check_metrics as numbers_of_classes_are_those_of_the_known_labels_on_the_cpu and numbers_of_classes_are_those_of_the_known_labels_on_webgpu;
    layer_stats::check_filters as filters_are_the_weights_of_a_linear_encoder_on_the_cpu and filters_are_the_weights_of_a_linear_encoder_on_webgpu;
    layer_stats::check_gradients as gradient_norms_are_those_of_a_step_on_the_cpu and gradient_norms_are_those_of_a_step_on_webgpu;
    layer_stats::check_architectures as every_architecture_has_layer_statistics_on_the_cpu and every_architecture_has_layer_statistics_on_webgpu;
    layer_stats::check_features as confusion_matrices_agree_with_the_metrics_on_the_cpu and confusion_matrices_agree_with_the_metrics_on_webgpu;
    trace::check_runs as the_trace_agrees_on_the_cpu and the_trace_agrees_on_webgpu;
    typed_fields::check_runs as words_tables_ratings_and_segmentation_agree_with_the_trace_on_the_cpu and words_tables_ratings_and_segmentation_agree_with_the_trace_on_webgpu;
    mixed_fields::check_fields as the_loss_of_mixed_fields_equals_stock_tensors_on_the_cpu and the_loss_of_mixed_fields_equals_stock_tensors_on_webgpu;
    mixed_fields::check_gradients as gradients_of_mixed_fields_equal_central_differences_on_the_cpu and gradients_of_mixed_fields_equal_central_differences_on_webgpu;
    mixed_fields::check_unknown as a_batch_without_known_entries_has_no_loss_on_the_cpu and a_batch_without_known_entries_has_no_loss_on_webgpu;
    table_run::check_learning as a_table_with_gaps_is_learnt_on_the_cpu and a_table_with_gaps_is_learnt_on_webgpu;
    table_run::check_units as rows_go_in_and_come_out_in_units_on_the_cpu and rows_go_in_and_come_out_in_units_on_webgpu;
    table_run::check_saved as a_saved_run_on_a_table_goes_on_on_the_cpu and a_saved_run_on_a_table_goes_on_on_webgpu;
    kernels::check_gelu as gelu_equals_stock_tensors_on_the_cpu and gelu_equals_stock_tensors_on_webgpu;
    kernels::check_losses as the_fused_losses_equal_stock_tensors_on_the_cpu and the_fused_losses_equal_stock_tensors_on_webgpu;
    optimizer::check_rules as every_optimizer_takes_the_steps_of_its_formula_on_the_cpu and every_optimizer_takes_the_steps_of_its_formula_on_webgpu;
    last_batch::check_epoch as the_last_batch_holds_only_the_remaining_images_on_the_cpu and the_last_batch_holds_only_the_remaining_images_on_webgpu;
    graph_capture::check_refusal as without_graph_capture_the_losses_are_the_same_on_the_cpu and without_graph_capture_the_losses_are_the_same_on_webgpu;
    optimizer::check_held as a_step_does_not_change_a_shared_copy_of_the_weights_on_the_cpu and a_step_does_not_change_a_shared_copy_of_the_weights_on_webgpu;
    graph_capture::check_against_stock as two_hundred_steps_equal_stock_tensors_on_the_cpu and two_hundred_steps_equal_stock_tensors_on_webgpu;
    graph_capture::check_copies as copies_of_the_state_are_not_tracked_on_the_cpu and copies_of_the_state_are_not_tracked_on_webgpu;
    schedule::check_rates as rates_follow_their_schedule_on_the_cpu and rates_follow_their_schedule_on_webgpu;
    schedule::check_steps as scheduled_steps_equal_single_steps_at_the_same_rates_on_the_cpu and scheduled_steps_equal_single_steps_at_the_same_rates_on_webgpu;
    noise::check_words as noise_words_equal_the_published_generator_on_the_cpu and noise_words_equal_the_published_generator_on_webgpu;
    noise::check_path as the_noise_of_a_step_does_not_depend_on_earlier_draws_on_the_cpu and the_noise_of_a_step_does_not_depend_on_earlier_draws_on_webgpu;
    noise::check_moments as normal_noise_has_the_moments_of_its_distribution_on_the_cpu and normal_noise_has_the_moments_of_its_distribution_on_webgpu;
    variational::check_sample as sampled_codes_equal_stock_tensors_on_the_cpu and sampled_codes_equal_stock_tensors_on_webgpu;
    variational::check_kl as the_kl_divergence_equals_stock_tensors_on_the_cpu and the_kl_divergence_equals_stock_tensors_on_webgpu;
    composite_loss::check_plus as losses_add_up_with_their_weights_on_the_cpu and losses_add_up_with_their_weights_on_webgpu;
    composite_loss::check_warm_up as a_weight_warms_up_step_by_step_on_the_cpu and a_weight_warms_up_step_by_step_on_webgpu;
    variational::check_free_bits as free_bits_equal_stock_tensors_on_the_cpu and free_bits_equal_stock_tensors_on_webgpu;
    penalty::check_sparsity as the_sparsity_equals_a_plain_loop_on_the_cpu and the_sparsity_equals_a_plain_loop_on_webgpu;
    penalty::check_dead_units as dead_units_have_a_finite_penalty_and_a_gradient_to_the_target_on_the_cpu and dead_units_have_a_finite_penalty_and_a_gradient_to_the_target_on_webgpu;
    penalty::check_norm as norms_equal_a_plain_loop_on_the_cpu and norms_equal_a_plain_loop_on_webgpu;
    penalty::check_gradients as gradients_of_penalties_equal_central_differences_on_the_cpu and gradients_of_penalties_equal_central_differences_on_webgpu;
    dropout_topk::check_largest as top_k_equals_a_sort_on_the_cpu and top_k_equals_a_sort_on_webgpu;
    dropout_topk::check_equals as top_k_resolves_ties_from_the_left_on_the_cpu and top_k_resolves_ties_from_the_left_on_webgpu;
    dropout_topk::check_dropout as dropout_equals_stock_tensors_on_the_cpu and dropout_equals_stock_tensors_on_webgpu;
    dropout_topk::check_rates as dropout_drops_at_its_rate_on_the_cpu and dropout_drops_at_its_rate_on_webgpu;
    dropout_topk::check_gradients as gradients_of_masks_equal_central_differences_on_the_cpu and gradients_of_masks_equal_central_differences_on_webgpu;
    corruption::check_pixels as pixels_are_corrupted_by_the_noise_stream_on_the_cpu and pixels_are_corrupted_by_the_noise_stream_on_webgpu;
    corruption::check_shares as the_corrupted_share_of_pixels_is_the_requested_one_on_the_cpu and the_corrupted_share_of_pixels_is_the_requested_one_on_webgpu;
    corruption::check_moments as gaussian_noise_has_its_mean_and_deviation_on_the_cpu and gaussian_noise_has_its_mean_and_deviation_on_webgpu;
    corruption::check_holes as holes_are_squares_at_equally_likely_positions_on_the_cpu and holes_are_squares_at_equally_likely_positions_on_webgpu;
    augmentation::check_shift as shifts_are_equally_likely_and_fill_with_zeros_on_the_cpu and shifts_are_equally_likely_and_fill_with_zeros_on_webgpu;
    augmentation::check_crop as a_crop_of_a_linear_image_is_linear_on_the_cpu and a_crop_of_a_linear_image_is_linear_on_webgpu;
    corruption::check_nothing as a_neutral_corruption_returns_the_images_on_the_cpu and a_neutral_corruption_returns_the_images_on_webgpu;
    corruption::check_standardise as images_are_standardised_and_have_no_gradient_on_the_cpu and images_are_standardised_and_have_no_gradient_on_webgpu;
    classification::check_classify as the_classification_loss_equals_a_plain_loop_on_the_cpu and the_classification_loss_equals_a_plain_loop_on_webgpu;
    classification::check_edges as without_labels_there_is_no_classification_loss_on_the_cpu and without_labels_there_is_no_classification_loss_on_webgpu;
    classification::check_gradients as gradients_of_the_classification_loss_equal_central_differences_on_the_cpu and gradients_of_the_classification_loss_equal_central_differences_on_webgpu;
    conv::check_conv as convolutions_follow_the_definition_on_the_cpu and convolutions_follow_the_definition_on_webgpu;
    sparse_coding::check_iterations as sparse_codes_equal_a_plain_loop_on_the_cpu and sparse_codes_equal_a_plain_loop_on_webgpu;
    sparse_coding::check_minimum as sparse_codes_solve_the_lasso_problem_on_the_cpu and sparse_codes_solve_the_lasso_problem_on_webgpu;
    sparse_coding::check_extremes as a_large_penalty_gives_zero_codes_on_the_cpu and a_large_penalty_gives_zero_codes_on_webgpu;
    dictionary_learning::check_unit_length as atoms_are_scaled_to_length_one_on_the_cpu and atoms_are_scaled_to_length_one_on_webgpu;
    dictionary_learning::check_fixed_mean as the_mean_of_a_dictionary_has_no_gradient_on_the_cpu and the_mean_of_a_dictionary_has_no_gradient_on_webgpu;
    dictionary_learning::check_run as atoms_have_length_one_after_fifty_steps_on_the_cpu and atoms_have_length_one_after_fifty_steps_on_webgpu;
    dictionary_learning::check_classes as a_classifier_of_sparse_codes_changes_no_atom_on_the_cpu and a_classifier_of_sparse_codes_changes_no_atom_on_webgpu;
    dictionary_learning::check_validation as fista_iterations_in_validation_change_no_step_on_the_cpu and fista_iterations_in_validation_change_no_step_on_webgpu;
    recurrent::check_oracle as gru_layers_equal_onnx_runtime_on_the_cpu and gru_layers_equal_onnx_runtime_on_webgpu;
    recurrent::check_gru as gru_layers_equal_stock_tensors_on_the_cpu and gru_layers_equal_stock_tensors_on_webgpu;
    recurrent::check_first_layer as the_first_gru_layer_has_the_gradient_of_any_other_on_the_cpu and the_first_gru_layer_has_the_gradient_of_any_other_on_webgpu;
    batch_norm::check_batch as normalised_values_and_their_gradients_equal_stock_tensors_on_the_cpu and normalised_values_and_their_gradients_equal_stock_tensors_on_webgpu;
    batch_norm::check_by as values_normalised_by_given_statistics_equal_stock_tensors_on_the_cpu and values_normalised_by_given_statistics_equal_stock_tensors_on_webgpu;
    batch_norm::check_large_mean as normalised_values_with_a_large_mean_keep_their_precision_on_the_cpu and normalised_values_with_a_large_mean_keep_their_precision_on_webgpu;
    batch_norm::check_differences as gradients_of_normalised_values_equal_central_differences_on_the_cpu and gradients_of_normalised_values_equal_central_differences_on_webgpu;
    batch_norm::check_blend as running_statistics_take_a_tenth_of_a_batch_on_the_cpu and running_statistics_take_a_tenth_of_a_batch_on_webgpu;
    batch_norm::check_running as running_statistics_equal_those_computed_from_the_weights_on_the_cpu and running_statistics_equal_those_computed_from_the_weights_on_webgpu;
    batch_norm::check_resumption as a_resumed_or_rewound_run_restores_its_running_statistics_on_the_cpu and a_resumed_or_rewound_run_restores_its_running_statistics_on_webgpu;
    configurations::check_learning as every_configuration_learns_on_the_cpu and every_configuration_learns_on_webgpu;
    configurations::check_nothing as neutral_settings_change_no_loss_on_the_cpu and neutral_settings_change_no_loss_on_webgpu;
    configurations::check_fixed_validation as every_validation_has_the_same_corruption_on_the_cpu and every_validation_has_the_same_corruption_on_webgpu;
    configurations::check_clean_target as the_loss_compares_with_the_clean_example_on_the_cpu and the_loss_compares_with_the_clean_example_on_webgpu;
    elbo::check_definition as the_elbo_does_not_depend_on_the_objective_on_the_cpu and the_elbo_does_not_depend_on_the_objective_on_webgpu;
    elbo::check_warm_up as validations_during_warm_up_are_compared_at_the_full_weight_on_the_cpu and validations_during_warm_up_are_compared_at_the_full_weight_on_webgpu;
    classification::check_steps_without_labels as a_step_without_labels_has_no_accuracy_on_the_cpu and a_step_without_labels_has_no_accuracy_on_webgpu;
    configurations::check_terms as a_loss_is_the_weighted_sum_of_its_terms_on_the_cpu and a_loss_is_the_weighted_sum_of_its_terms_on_webgpu;
    configurations::check_gradients as gradients_of_every_configuration_equal_central_differences_on_the_cpu and gradients_of_every_configuration_equal_central_differences_on_webgpu;
    training_run::check_training as training_lowers_the_loss_on_the_cpu and training_lowers_the_loss_on_webgpu;
    training_run::check_snapshot as snapshots_follow_the_model_on_the_cpu and snapshots_follow_the_model_on_webgpu;
    training_run::check_divergence as a_diverged_run_is_rewound_on_the_cpu and a_diverged_run_is_rewound_on_webgpu;
    training_run::check_blame as the_error_of_a_diverged_run_names_the_term_on_the_cpu and the_error_of_a_diverged_run_names_the_term_on_webgpu;
    training_run::check_early_divergence as early_divergence_is_rewound_on_the_cpu and early_divergence_is_rewound_on_webgpu;
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
async fn a_layer_of_nine_million_weights_takes_a_step_on_webgpu() {
    optimizer::check_many_weights(&gpu().await).await;
}

#[wasm_bindgen_test]
async fn replayed_steps_equal_single_steps() {
    graph_capture::check_replay(&gpu().await).await;
}

#[wasm_bindgen_test]
async fn replayed_steps_equal_single_steps_where_epochs_end_with_a_short_batch() {
    graph_capture::check_short_batches(&gpu().await).await;
}

#[wasm_bindgen_test]
async fn replayed_steps_of_a_dictionary_equal_single_steps() {
    dictionary_learning::check_replay(&gpu().await).await;
}

#[wasm_bindgen_test]
async fn the_widest_layer_on_the_largest_images_trains_on_webgpu() {
    training_run::check_widest(&gpu().await).await;
}

#[wasm_bindgen_test]
async fn a_dictionary_of_a_thousand_iterations_is_recorded_on_webgpu() {
    dictionary_learning::check_longest(&gpu().await).await;
}

#[wasm_bindgen_test]
async fn webgpu_says_the_largest_tensor_and_the_cpu_has_no_limit() {
    // The least that the specification allows.
    let gpu = largest_tensor(&gpu().await);
    assert!(gpu.is_some_and(|bytes| bytes >= 128 << 20), "{gpu:?}");
    assert_eq!(largest_tensor(&Device::flex()), None);
}

#[wasm_bindgen_test]
fn a_run_of_more_examples_than_32_bits_hold_is_counted_correctly() {
    let batches = Batches::in_order((0..58_000).collect(), 64);
    assert_eq!(batches.steps_to(100_000), 90_625_000);
    assert_eq!(batches.completed(90_625_000), 100_000);
    assert_eq!(batches.size_after(90_625_000), 64);
}

#[wasm_bindgen_test]
async fn replayed_steps_of_a_normalised_run_equal_single_steps() {
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
async fn a_run_moves_between_the_devices_and_continues() {
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
async fn webgpu_and_cpu_corrupt_the_same_pixels() {
    corruption::check_devices_agree(&Device::flex(), &gpu().await).await;
}
