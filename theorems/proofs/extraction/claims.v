(** The sides of each theorem on a scenario, one theorem after the other. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mimics Require Import prelude log sources tilt tilt_budget tilt_softness tilt_collapse tilt_tracked tilt_value.
From mimics Require Import tilt_best tilt_best_synchrony tilt_best_divergence tilt_sequence tilt_prompted.
From mimics Require Import tilt_error penalty sampler.
From mimics Require Import forcing forcing_soft forcing_remedy forcing_danger forcing_estimated.
From mimics Require Import forcing_sequence forcing_unknowable forecast control transfer safety safety_trichotomy.
From mimics Require Import mimic mimic_sequences mimic_samples.
From mimics Require Import merging merging_certificate merging_budget merging_own merging_urn merging_converse.
From mimics Require Import merging_sharper pinsker_refined merging_refined merging_future merging_metastable.
From mimics Require Import merging_surely merging_cut merging_lebesgue.
From mimics Require Import features features_support features_exchangeable features_own features_urn rates.
From mimics Require Import sides scenario hypotheses.
From mimics Require comparison dominance_constant.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Notation "'each' x 'of' l , e" := (flatten [seq e | x <- l]) (at level 200, x binder, l at level 99, e at level 200).

(** What is not usual is a freak: of forecasts p and rewards r. *)
Notation freaks r := [seq x <- enum 'I_(_) | r x != Some 0].
Notation usual p x := (fun y => if y == x then 0 else p y / (1 - p x)).
Notation doublings r x := (trunc_log 2 (absz (odflt (Posz 0) (r x)))).

Section OneStep.
Variable s : scenario.
Notation p := (@value (outcomes_of s) (mimic_of s)).
Notation q := (@value (outcomes_of s) (operator_of s)).
Notation n := (@value (outcomes_of s) (nature_of s)).
Notation pi := (@value (outcomes_of s) (challenger_of s)).
Notation g := (@value (outcomes_of s) (success_of s)).
Notation labels := (@value (outcomes_of s) (labels_of s)).
Notation danger := (@event s (danger_of s)).
Notation b := (tilt_base_of s).

Notation E := (events s).
Notation r := (fun x : 'I_(outcomes_of s) => nth None (reward_of s) x).
Notation reached := [seq r x | x <- enum 'I_(outcomes_of s) & p x != 0].
Notation along := (steps_of (path_of s)).
Notation F := (features_of s).
Notation "`[ f ]" := (@cell s f) (at level 0).

(** Forcing. *)
Definition forcing_gap := sides (@forcing.forcing_gap _ _ p g).
Definition forcing_events_every := each e of E, sides (@forcing.forcing_events_every _ _ p g e).
Definition forcing_events_attained := sides (@forcing.forcing_events_attained _ _ p g).
Definition forcing_divergences_chi_square := sides (@forcing.forcing_divergences_chi_square _ _ p g).
Definition forcing_danger_before := sides (@forcing_danger.forcing_danger_before _ _ p g danger).
Definition forcing_danger_successes := sides (@forcing_danger.forcing_danger_successes _ _ p g danger).
Definition forcing_perfect_control_conditioning := sides (@forcing_danger.forcing_perfect_control_conditioning _ _ p g).
Definition forcing_perfect_control_share := sides (@forcing_danger.forcing_perfect_control_share _ _ p g).
Definition forcing_perfect_control_operator := sides (@forcing_danger.forcing_perfect_control_operator _ _ q p g).
Definition forcing_operator_error := sides (@forcing_remedy.forcing_operator_error _ _ p q g).
Definition forcing_remedy_soft := sides (fun x => @forcing_remedy.forcing_remedy_soft _ _ p g b^-1 x).
Definition forcing_remedy_segment := sides (@forcing_remedy.forcing_remedy_segment _ _ p g b^-1).
Definition forcing_rejection_rounds := each k of iota 1 4, sides (@forcing_remedy.forcing_rejection_rounds _ _ p g k).
Definition forcing_rejection_first := sides (@forcing_remedy.forcing_rejection_first _ _ p g).
Definition forcing_rejection_distance :=
  each k of iota 1 4, sides (@forcing_remedy.forcing_rejection_distance _ _ p g k).
Definition forcing_rejection_falls := each k of iota 1 3, sides (@forcing_remedy.forcing_rejection_falls _ _ p g k).
Definition forcing_rejection_limit := each k of iota 1 4, sides (@forcing_remedy.forcing_rejection_limit _ _ p g k).

(** The topics and the rarity of the family that the claim has. *)
Notation topics := (outcomes_of s).-1.
Notation rarity := (nth 0 (mimic_of s) 1 / nth 0 (mimic_of s) 0).
Definition forcing_persuasion_rare :=
  sides (fun t1 t2 => let: And5 _ _ _ _ e := @forcing.forcing_persuasion_rare _ topics rarity t1 t2 in e).
Definition forcing_persuasion_varied :=
  sides (fun t1 t2 => let: And3 _ _ e := @forcing.forcing_persuasion_varied _ topics rarity t1 t2 in e).
Definition forcing_persuasion_one_topic :=
  sides (fun t1 t2 => let: And3 _ _ e := @forcing.forcing_persuasion_one_topic _ topics rarity t1 t2 in e).
Definition forcing_persuasion_far :=
  sides (fun t1 t2 => let: And3 _ _ e := @forcing.forcing_persuasion_far _ topics rarity t1 t2 in e).

(** Estimated success: the error is the largest where p > 0. *)
Notation error := (largest (fun x => p x != 0) (fun x => `|labels x - g x|)).
Definition forcing_estimated_regret := sides (@forcing_estimated.forcing_estimated_regret _ _ p g labels error).
Definition forcing_estimated_curse := sides (@forcing_estimated.forcing_estimated_curse _ _ p g labels error).
Definition forcing_estimated_forecast := sides (@forcing_estimated.forcing_estimated_forecast _ _ p g labels).
Definition forcing_estimated_gap_from := sides (@forcing_estimated.forcing_estimated_gap_from _ _ p g labels).
Definition forcing_estimated_gap_to := sides (@forcing_estimated.forcing_estimated_gap_to _ _ p g labels error).

(** Soft forcing: D is the common denominator of g. *)
Notation d := (foldr (fun u D => lcmn `|denq u|%N D) 1%N (success_of s)).
Notation k := (fun x => `|numq (d%:R * (1 - g x))|%N).
Definition forcing_soft_path_tv_from_p :=
  each c of along, sides (@forcing_soft.forcing_soft_path_tv_from_p _ _ p g d k c.1 c.2).
Definition forcing_soft_path_success :=
  each c of along, sides (@forcing_soft.forcing_soft_path_success _ _ p g d k c.1 c.2).
Definition forcing_soft_path_tv_to_forcing :=
  each c of along, sides (@forcing_soft.forcing_soft_path_tv_to_forcing _ _ p g d k c.1 c.2).
Definition forcing_soft_path_tv_exactly :=
  each c of path_of s, sides (@forcing_soft.forcing_soft_path_tv_exactly _ _ p g d k c).
Definition forcing_hard_limit_distance :=
  each c of path_of s, sides (fun x => @forcing_soft.forcing_hard_limit_distance _ _ p g d k x c).
Definition forcing_hard_limit_falls :=
  each c of along, sides (@forcing_soft.forcing_hard_limit_falls _ _ p g d k c.1 c.2).
Definition forcing_hard_limit_rate := each c of path_of s, sides (@forcing_soft.forcing_hard_limit_rate _ _ p g d k c).
Definition forcing_hard_limit_gap := sides (@forcing_soft.forcing_hard_limit_gap _ _ p g).

(** What a feature of successes does not tell: for all outcomes x and y, and for what the claim tries as forecasts. *)
Notation pairs := (allpairs pair (enum 'I_(outcomes_of s)) (enum 'I_(outcomes_of s))).
Notation at_x c := (@success_at_x _ _ c.1 c.2 : _ -> rat).
Notation at_y c := (@success_at_y _ _ p c.1 c.2).
Definition forcing_unknowable_rate := each f of F, each c of pairs, sides (fun t =>
  let: And3 _ _ e := @forcing_unknowable.forcing_unknowable_rate _ _ _ `[f] p c.1 c.2 t in e).
Definition forcing_unknowable_forecasts := each f of F, each c of pairs,
  sides (@forcing_unknowable.forcing_unknowable_forecasts _ _ _ `[f] p c.1 c.2).
Definition forcing_unknowable_apart := each f of F, each c of pairs,
  sides (@forcing_unknowable.forcing_unknowable_apart _ _ _ `[f] p c.1 c.2).
Definition forcing_unknowable_any_forecast := each f of F, each c of pairs,
  each u of [:: p; forcing.posterior p (at_x c);
    fun z => (given p (forcing.forcing (at_x c)) z + given p (forcing.forcing (at_y c)) z) / 2%:R],
  sides (fun t => @forcing_unknowable.forcing_unknowable_any_forecast _ _ _ `[f] p c.1 c.2 t u).

(** Forecasts. *)
Definition forecast_conditioned := each e of E, sides (@forecast.forecast_conditioned _ _ q p e).
Definition forecast_two_events := each e of E, each e' of E, sides (@forecast.forecast_two_events _ _ p e e').
Definition forecast_proxy :=
  each f of F, each h of F, sides (fun y z => @forecast.forecast_proxy _ _ _ _ b r p `[f] `[h] y z).

(** Control. *)
Notation cause := (@value (size (causes_of s)) (causes_of s)).
Notation given_cause l := (fun u : 'I_(size (causes_of s)) => @value (outcomes_of s) (nth [::] l u)).
Definition control_causation :=
  each f of F, sides (fun y => @control.control_causation _ _ _ cause (given_cause (emitted_of s))
    (given_cause (good_of s)) (tilt.cell `[f] y)).

(** Tilts. *)
Notation hi := (top (reward_of s)).
Notation lo := (other (reward_of s)).
Definition tilt_conditioning := sides (@tilt.tilt_conditioning _ _ b r p).
Definition tilt_synchrony := each f of F, sides (fun y => @tilt.tilt_synchrony _ _ _ `[f] b r p y).
Definition tilt_synchrony_converse_distance :=
  each f of F, sides (@tilt.tilt_synchrony_converse_distance _ _ _ `[f] pi p).
Definition tilt_path_reward := each c of along, sides (@tilt.tilt_path_reward _ _ c.1 c.2 r p).
Definition tilt_bounded_reward_distance :=
  sides (@tilt_budget.tilt_bounded_reward_distance _ _ r p pi (bottom reached) (top reached)).
Definition tilt_rounds_composes := each i of iota 0 4, sides (@tilt.tilt_rounds_composes _ _ b r p i).
Definition tilt_softness_mixture :=
  sides (fun t1 t2 t3 x => @tilt_softness.tilt_softness_mixture _ _ r hi lo p t1 t2 t3 b x).
Definition tilt_softness_lambda_from :=
  sides (fun t1 t2 t3 => @tilt_softness.tilt_softness_lambda_from _ _ r hi lo p t1 t2 t3 b).
Definition tilt_softness_lambda_to :=
  sides (fun t1 t2 t3 => @tilt_softness.tilt_softness_lambda_to _ _ r hi lo p t1 t2 t3 b).
Definition tilt_softness_lambda_rises :=
  each c of along, sides (fun t1 t2 t3 => @tilt_softness.tilt_softness_lambda_rises _ _ r hi lo p t1 t2 t3 c.1 c.2).
Definition tilt_softness_segment :=
  sides (fun t1 t2 t3 => @tilt_softness.tilt_softness_segment _ _ r hi lo p t1 t2 t3 b).
Definition tilt_collapse_worst := sides (fun t1 t2 x t3 t4 =>
  let: And3 _ distance _ := @tilt_collapse.tilt_collapse_worst _ _ r p t1 t2 x t3 t4 in distance).
Definition tilt_collapse_limit :=
  each c of path_of s, sides (fun t1 t2 x => @tilt_collapse.tilt_collapse_limit _ _ r p t1 t2 c x).
Definition tilt_collapse_nears :=
  each c of along, sides (fun t1 t2 => @tilt_collapse.tilt_collapse_nears _ _ r p t1 t2 c.1 c.2).
Notation lower := [seq a <- reached | a \notin [:: None; Some (top reached)]].
Notation ahead := (if nilp lower then 1%N else `|top reached - top lower|%N).
Definition tilt_collapse_vanishes :=
  each c of path_of s, sides (fun t1 t2 => @tilt_collapse.tilt_collapse_vanishes _ _ r p t1 t2 c ahead).
Definition tilt_tracked_law :=
  each f of F, each h of F, sides (fun y => @tilt_tracked.tilt_tracked_law _ _ _ _ `[f] `[h] b r p y).
Notation spread f h :=
  (\big[Num.max/0]_(y | 0 < Pr p (tilt.cell `[f] y)) \big[Num.max/0]_(z | 0 < Pr p (tilt.cell `[f] z))
     TV (push `[h] (given p (tilt.cell `[f] y))) (push `[h] (given p (tilt.cell `[f] z)))).
Definition tilt_tracked_moves := each f of F, each h of F, each D of [:: spread f h],
  sides (@tilt_tracked.tilt_tracked_moves _ _ _ _ `[f] `[h] b r p D).
Definition tilt_covariance_step := each c of path_of s, sides (@tilt_value.tilt_covariance_step _ _ c r p g).
Definition tilt_covariance_slope := each c of path_of s, sides (@tilt_value.tilt_covariance_slope _ _ c r p g).
Definition tilt_rising_value := each c of along, sides (@tilt_value.tilt_rising_value _ _ c.1 c.2 r p g).
Definition tilt_best_of_n_law := sides (fun x => @tilt_best.tilt_best_of_n_law _ _ r p (horizon_of s) x).
Definition tilt_best_of_n_wins := sides (@tilt_best.tilt_best_of_n_wins _ _ r p (horizon_of s)).
Definition tilt_best_of_n_synchrony_kept := each f of F,
  sides (fun y => @tilt_best_synchrony.tilt_best_of_n_synchrony_kept _ _ _ `[f] r p (horizon_of s).-1 y).
Definition tilt_best_of_n_synchrony_feature := each f of F,
  sides (fun x => @tilt_best_synchrony.tilt_best_of_n_synchrony_feature _ _ _ `[f] r p (horizon_of s) x).
Definition tilt_prompted_given := each f of F, sides (fun y t1 t2 t3 =>
  let: conj _ e := @tilt_prompted.tilt_prompted_given _ _ _ `[f] b r p y t1 t2 t3 in e).
Definition tilt_prompted_tv := each f of F, sides (@tilt_prompted.tilt_prompted_tv _ _ _ `[f] b r p).

(** Samples. *)
Definition mimic_collapse_means :=
  each i of [:: 1; 2]%N, sides (fun x => @mimic_samples.mimic_collapse_means _ _ (horizon_of s) i p x).
Definition mimic_collapse_variety :=
  each i of [:: 1; 2]%N, sides (fun t1 t2 =>
    let: conj _ e := @mimic_samples.mimic_collapse_variety _ _ (horizon_of s) i p t1 t2 in e).
Definition mimic_point_distribution_unseen :=
  sides (@mimic_samples.mimic_point_distribution_unseen _ _ (horizon_of s) n).
Definition mimic_point_distribution_distance :=
  sides (@mimic_samples.mimic_point_distribution_distance _ _ (horizon_of s) n).
(* One cell tells nothing, and is compared only where there is one outcome. *)
Definition mimic_point_distribution_cells :=
  each f of [seq f <- partitions (outcomes_of s) 0 | (0 < last_cell f) || (outcomes_of s == 1)]%N,
  sides (@mimic_samples.mimic_point_distribution_cells _ _ _ `[f] (horizon_of s) n).

(** The common denominator of success and labels, and the largest error in units of it. *)
Notation joint := (foldr (fun u D => lcmn `|denq u|%N D) 1%N (success_of s ++ labels_of s)).
Notation cost u := (fun x => `|numq (joint%:R * (1 - u x))|%N).
Notation most := (\max_(x | p x != 0) maxn (cost g x - cost labels x) (cost labels x - cost g x)).
Definition tilt_reward_error :=
  sides (@tilt_error.tilt_reward_error _ _ p g labels joint (cost g) (cost labels) b most).

Definition tilt_heavy_tail_rich := each e of epsilon_of s, each x of freaks r, sides (fun t1 t2 t3 =>
  let: And5 _ _ _ _ h := @tilt_error.tilt_heavy_tail_rich _ _ (usual p x) x e (doublings r x) t1 t2 t3 in h).
Definition tilt_heavy_tail_value := each e of epsilon_of s, each x of freaks r, sides (fun t1 t2 t3 t4 t5 =>
  let: And5 _ _ _ _ h := @tilt_error.tilt_heavy_tail_value _ _ (usual p x) x e (doublings r x) t1 t2 t3 g t4 t5 in h).

(** Other penalties. *)
Definition penalty_synchrony_reward := each f of F,
  sides (fun t1 t2 t3 t4 => let: And4 _ _ _ e := @penalty.penalty_synchrony_reward _ _ _ `[f] r p pi t1 t2 t3 t4 in e).
Definition penalty_synchrony_chi_square := each f of F, sides (@penalty.penalty_synchrony_chi_square _ _ _ `[f] p pi).
Definition penalty_synchrony_le_cam := each f of F, sides (@penalty.penalty_synchrony_le_cam _ _ _ `[f] p pi).
Definition penalty_forcing_chi_square :=
  sides (fun t1 t2 t3 t4 => let: conj e _ := @penalty.penalty_forcing_chi_square _ _ p g pi t1 t2 t3 t4 in e).
Definition penalty_forcing_le_cam :=
  sides (fun t1 t2 t3 t4 => let: conj _ e := @penalty.penalty_forcing_le_cam _ _ p g pi t1 t2 t3 t4 in e).
Definition penalty_forcing_total_variation :=
  sides (fun t1 t2 t3 t4 => let: conj _ e := @penalty.penalty_forcing_total_variation _ _ p g pi t1 t2 t3 t4 in e).
Definition penalty_chi_square_sums := sides (@penalty.penalty_chi_square_sums _ _ b r p).
Definition penalty_chi_square_gap := sides (fun t1 t2 t3 t4 t5 t6 =>
  let: conj e _ := @penalty.penalty_chi_square_gap _ _ b r p t1 t2 pi t3 t4 t5 t6 in e).
Definition penalty_total_variation_optimal := sides (fun t1 t2 t3 x t4 t5 =>
  let: conj _ all := @penalty.penalty_total_variation_optimal _ _ b r p t1 t2 t3 in
  let: And4 _ _ _ e := all x t4 t5 in e).
Definition penalty_total_variation_bound :=
  sides (fun t1 t2 => @penalty.penalty_total_variation_bound _ _ b r p t1 t2 pi).

(** Testing, samplers and safety. *)
Definition transfer_any_rule_worst := each f of F,
  sides (fun t1 t2 => let: conj e _ := @transfer.transfer_any_rule_worst _ _ _ `[f] labels n p t1 t2 in e).
Definition transfer_any_rule_bound := each f of F, each l of bits (last_cell f).+1,
  sides (@transfer.transfer_any_rule_bound _ _ _ `[f] labels n p (fun y => nth false l y)).
Definition transfer_bound_not_worse := each f of F, sides (@transfer.transfer_bound_not_worse _ _ _ `[f] labels n p).
Definition transfer_bound_bound := each f of F, sides (@transfer.transfer_bound_bound _ _ _ `[f] labels n p).
Definition sampler_top_p_distance := each e of E, sides (@sampler.sampler_top_p_distance _ _ p e).
Definition sampler_temperature_cells := each f of F, each k of iota 1 3,
  sides (@sampler.sampler_temperature_cells _ _ _ `[f] p k).
Definition sampler_temperature_greedy := each k of iota 1 3, sides (@sampler.sampler_temperature_greedy _ _ p k).
Definition safety_danger_bound := each c of b :: path_of s, sides (@safety.safety_danger_bound _ _ c r hi p danger).
Definition safety_low_weight_bound := sides (@safety.safety_low_weight_bound _ _ n p danger).
Definition safety_compilability_penalised := each c of b :: path_of s,
  sides (@safety.safety_compilability_penalised _ _ c r hi p (@value (outcomes_of s) (lengths_of s))).

End OneStep.

(** What a mimic is: its prior and the sources, from before the history. *)
Section Mimic.
Variable s : scenario.
Notation X := (outcome s).
Notation S := (state s).
Notation p := (@value (outcomes_of s) (mimic_of s)).
Notation m := (@value (size (emissions_of s)) (mimic_prior_of s)).
Notation d := (foldr (fun u D => lcmn `|denq u|%N D) 1%N (mimic_of s)).

Definition mimic_bayes_ratio := sides (fun x => @mimic.mimic_bayes_ratio _ X S m (@source s) (seen s) x).
Definition mimic_bayes_sum := sides (@mimic.mimic_bayes_sum _ X S m (@source s) (seen s)).
Definition mimic_bayes_chain :=
  each h of histories_to s (maxn 1 (horizon_of s)), sides (@mimic.mimic_bayes_chain _ X S m (@source s) (seen s) h).
Definition mimic_sampler := sides (fun x => @mimic.mimic_sampler _ _ d p (fun x => `|numq (d%:R * p x)|%N) x).
End Mimic.

(** Sequences, after the history. *)
Section Sequences.
Variable s : scenario.
Notation X := (outcome s).
Notation S := (state s).
Notation nn := (@value (size (emissions_of s)) (nature_weights_of s)).
Notation a := (@value (size (emissions_of s)) (operator_weights_of s)).
Notation m := (@value (size (emissions_of s)) (mimic_weights_of s)).
Notation N := (mixture nn (@K s)).
Notation A := (mixture a (@K s)).
Notation M := (mixture m (@K s)).
Notation theta := (@emission s).
Notation C := (constant a m).
Notation L := (horizon_of s).
Notation F := (features_of s).
Notation "`[ f ]" := (@cell s f) (at level 0).
Notation cells f := [finType of 'I_(last_cell f).+1].
Notation b := (tilt_base_of s).
Notation r := (fun x : 'I_(outcomes_of s) => nth None (reward_of s) x).

Definition merging_martingale :=
  each h of histories_to s L.-1, sides (@merging.merging_martingale _ X L A M h).
Definition merging_identity := each i of iota 0 L.+1, sides (@merging.merging_identity _ X i (L - i) A M).
Definition merging_energy_future := each i of iota 0 L.+1, sides (@merging.merging_energy_future _ X i (L - i) A M).
Definition merging_energy_kappa := sides (@merging.merging_energy_kappa _ X S a m (@K s) C 0 L).
Definition merging_certificate_distance := each h of histories_to s L,
  sides (@merging_certificate.merging_certificate_distance _ X A M C (L - size h) h).
Definition merging_certificate_inverse :=
  each i of iota 0 L.+1, sides (@merging_certificate.merging_certificate_inverse _ X A M i).
Definition merging_certificate_ville := each d of undup [seq merging.ratio A M h | h <- histories_to s L],
  sides (@merging_certificate.merging_certificate_ville _ X A M C L d).
Definition merging_exponential := sides (@merging_sharper.merging_exponential _ X L A M C).
Definition merging_doubling := each i of iota 0 L, each j of iota i.+1 (L - i),
  sides (@merging_future.merging_doubling _ X i (j - i) (L - j) A M).

(** The events that A finds t times likelier than M, up to those that M finds impossible. *)
Notation ratios := (undup [seq merging.ratio A M w | w <- histories s L]).
Definition merging_necessary := each i of iota 1 L,
  each B of [:: foldr Num.max 0 [seq merging.ratio A M h | h <- histories s i]],
  each t of 1 + foldr Num.max 0 ratios :: ratios,
  sides (@merging_future.merging_necessary _ X i (L - i) A M B (fun w => t * M w <= A w)).

Definition merging_always_maximum := each i of iota 0 L,
  each e of undup [seq merging.distance (L - size h) A M h | h <- histories_to s L],
  sides (@merging_future.merging_always_maximum _ X i (L - i) A M e).

(** The best time to stop: when no more can be expected. *)
Fixpoint worth l (h : seq X) : rat :=
  let now := A h * merging.distance l A M h in
  if l is l'.+1 then Num.max now (\sum_x worth l' (rcons h x)) else now.
Notation stop := (fun h => \sum_x worth (L - size h).-1 (rcons h x) <= A h * merging.distance (L - size h) A M h).
Definition merging_always_stopped :=
  each i of iota 0 L, sides (@merging_future.merging_always_stopped _ X stop i (L - i) A M).

Definition merging_without_constant_future := each k of [:: 1; 2%:R; 4%:R], each i of iota 0 L,
  sides (@merging_cut.merging_without_constant_future _ X i (L - i) k A M).
Definition merging_without_constant_energy :=
  each k of [:: 1; 2%:R; 4%:R], sides (@merging_cut.merging_without_constant_energy _ X L k A M).
Definition merging_lebesgue_rises := each k of [:: 1; 2%:R] ++ density_of s, each i of iota 0 L,
  sides (@merging_lebesgue.merging_lebesgue_rises _ X i k A M).
Notation now l := (@value (size (emissions_of s)) (comparison.present s l)).
Definition dominance_constant_histories := each c of constant_of s, each h of histories_to s L, sides (fun t1 t2 =>
  let: conj _ e := @dominance_constant.dominance_constant_histories _ X S (@comparison.emits s)
    (@comparison.moves s) (@comparison.counts s) (@balls s) t1 (@comparison.seen_counts s) (now (operator_prior_of s))
    (now (mimic_prior_of s)) c t2 in e h).
Definition dominance_constant_found :=
  each v of found_of s, sides (@dominance_constant.dominance_constant_found _ X S a m (@K s) v C).
Definition mimic_indistinguishable_sequences_error := sides (fun t1 t2 =>
  let: And3 e _ _ := @mimic_sequences.mimic_indistinguishable_sequences_error _ X L N M t1 t2 in e).
Definition mimic_indistinguishable_sequences_steps :=
  sides (@mimic_sequences.mimic_indistinguishable_sequences_steps _ X L N M).
Definition tilt_sequence_value :=
  each h of histories_to s L.-1, sides (@tilt_sequence.tilt_sequence_value _ X b r L M h).
Definition tilt_sequence_product :=
  each h of histories s L, sides (@tilt_sequence.tilt_sequence_product _ X b r L M h).
(** All divisions of the time. *)
Definition merging_metastable_constant := each l of [seq mask b (iota 0 L.+1) | b <- bits L.+1],
  sides (fun t1 t2 t3 => @merging_metastable.merging_metastable_constant _ X A M C (nth L l) t1 t2 t3 (size l).-1).

Definition merging_own_observations_ratio :=
  each h of histories_to s L, sides (@merging_own.merging_own_observations_ratio _ X A M C h).
Definition merging_own_observations_distance :=
  each h of histories_to s L, sides (@merging_own.merging_own_observations_distance _ X A M C (L - size h) h).
Definition merging_converse :=
  each i of iota 0 L.+1, sides (@merging_converse.merging_converse _ X S a m (@K s) theta i (L - i)).
Definition merging_urn_dominated := each h of histories_to s L, sides (@merging_urn.merging_urn_dominated _ X A M h).

(** Sequences that succeed. *)
Notation g := (@value (outcomes_of s) (success_of s)).
Definition forcing_sequence_token := each i of iota 0 L, each h of histories s (L - i).-1,
  sides (fun t1 t2 => @forcing_sequence.forcing_sequence_token _ X M g t1 t2 i h).
Definition forcing_sequence_sequence :=
  sides (fun t1 t2 => @forcing_sequence.forcing_sequence_sequence _ X M g t1 t2 L).

(** Features; those that show anything have two cells or more. *)
Notation shows := [seq f <- F | 0 < last_cell f]%N.
Definition features_tower := each f of F, each v of words_to (cells f) L.-1,
  sides (fun c => @features.features_tower _ X _ `[f] M v c).
Definition features_inherit := each f of F, each v of words_to (cells f) L,
  sides (@features.features_inherit _ X _ `[f] A M C v).
Definition features_exchangeable_independence := each f of F, each h of histories_to s L.-1,
  sides (fun i c => @features.features_exchangeable_independence _ X _ S `[f] m (@K s) theta i h c).
Definition features_details := each f of F, each i of iota 1 L, sides (@features.features_details _ X _ `[f] i N M).
Definition features_details_shared := each f of F, each i of iota 1 L,
  sides (@features.features_details_shared _ X _ `[f] i N M).
Definition features_exchangeable_limit_mimic := each f of F, each i of iota 0 L.+1,
  sides (@features_exchangeable.features_exchangeable_limit_mimic _ X _ S `[f] m (@K s) theta i).
Definition features_exchangeable_limit_operator := each f of F, each i of iota 0 L.+1,
  sides (@features_exchangeable.features_exchangeable_limit_operator _ X _ S `[f] m (@K s) theta i A C).
Definition features_exchangeable_overlap := each f of F, each i of iota 0 L.+1,
  sides (@features_exchangeable.features_exchangeable_overlap _ X _ S `[f] m (@K s) theta i).
Definition features_common_support_shared := each h of histories_to s L,
  sides (@features_support.features_common_support_shared _ X S a m (@K s) theta h).
Definition features_common_support_unshared_likely :=
  sides (@features_support.features_common_support_unshared_likely _ X S a m (@K s) theta L).
Definition features_common_support_unshared_null :=
  sides (@features_support.features_common_support_unshared_null _ X S a m (@K s) theta L).
Definition features_own_budget_smaller := each f of shows,
  sides (@features_own.features_own_budget_smaller _ X _ S `[f] a m theta).
(* The claim supposes that order tells nothing to the horizon; the theorem only up to v. *)
Definition features_urn_dominated := each f of shows, each v of [seq v <- words_to (cells f) L | v != [::]],
  sides (fun _ : exchangeable L M => @features_urn.features_urn_dominated _ X _ `[f] M v).
Definition features_exchangeable_inherits := each f of F, each v of words_to (cells f) L,
  sides (fun t1 t2 => @features.features_exchangeable_inherits _ X _ `[f] L M t1 t2 v (in_order v)).
End Sequences.

(** Claims with logarithms, about any function ln that is one. *)
Section Logarithms.
Variable ln : rat -> rat.
Hypotheses (Ln : logarithm ln) (Pin : pinsker ln) (Refined : refined_pinsker ln).
Variable s : scenario.
Notation X := (outcome s).
Notation S := (state s).
Notation p := (@value (outcomes_of s) (mimic_of s)).
Notation pi := (@value (outcomes_of s) (challenger_of s)).
Notation g := (@value (outcomes_of s) (success_of s)).
Notation danger := (@event s (danger_of s)).
Notation b := (tilt_base_of s).
Notation r := (fun x : 'I_(outcomes_of s) => nth None (reward_of s) x).
Notation reached := [seq r x | x <- enum 'I_(outcomes_of s) & p x != 0].
Notation along := (steps_of (path_of s)).
Notation E := (events s).
Notation F := (features_of s).
Notation "`[ f ]" := (@cell s f) (at level 0).
Notation cells f := [finType of 'I_(last_cell f).+1].
Notation d := (foldr (fun u D => lcmn `|denq u|%N D) 1%N (success_of s)).
Notation k := (fun x => `|numq (d%:R * (1 - g x))|%N).
Notation nn := (@value (size (emissions_of s)) (nature_weights_of s)).
Notation a := (@value (size (emissions_of s)) (operator_weights_of s)).
Notation m := (@value (size (emissions_of s)) (mimic_weights_of s)).
Notation N := (mixture nn (@K s)).
Notation A := (mixture a (@K s)).
Notation M := (mixture m (@K s)).
Notation theta := (@emission s).
Notation C := (constant a m).
Notation L := (horizon_of s).
Notation shows := [seq f <- F | 0 < last_cell f]%N.

Definition forcing_jensen_bound := sides (fun x => @forcing_remedy.forcing_jensen_bound _ _ ln Ln g b x).
Definition forcing_soft_path_kl_from_p :=
  each c of along, sides (@forcing_soft.forcing_soft_path_kl_from_p _ _ ln Ln p g d k c.1 c.2).
Definition forcing_soft_path_kl_to_forcing :=
  each c of along, sides (@forcing_soft.forcing_soft_path_kl_to_forcing _ _ ln Ln p g d k c.1 c.2).
Definition tilt_path_divergence := each c of along, sides (@tilt.tilt_path_divergence _ _ ln Ln c.1 c.2 r p).
Definition tilt_budget_both_ways := sides (@tilt_budget.tilt_budget_both_ways _ ln _ Ln b r p).
Definition tilt_budget_divergence := sides (@tilt_budget.tilt_budget_divergence _ ln _ Ln b r p).
Definition tilt_bounded_reward_divergence :=
  sides (@tilt_budget.tilt_bounded_reward_divergence _ ln _ r p pi (bottom reached) (top reached) Pin).
Definition tilt_pareto := sides (@tilt.tilt_pareto _ _ ln Ln b r p pi).
Definition tilt_rounds_spent := each i of iota 1 4, sides (@tilt.tilt_rounds_spent _ _ ln b r p i Ln).
Definition tilt_best_of_n_tilt := sides (@tilt_best.tilt_best_of_n_tilt _ _ ln b r p L.-1 Ln).
Definition tilt_tracked_divergence := each f of F, sides (@tilt_tracked.tilt_tracked_divergence _ _ _ `[f] ln b r p).
Definition tilt_prompted_kl := each f of F, sides (fun t1 t2 t3 =>
  let: And3 _ _ e := @tilt_prompted.tilt_prompted_kl _ _ _ `[f] b r ln p t1 t2 t3 in e).
Definition tilt_best_of_n_divergence := sides
  (@tilt_best_divergence.tilt_best_of_n_divergence _ ln _ r p L.-1 rat_archimedean Ln).
Definition tilt_heavy_tail_near := each e of epsilon_of s, each x of freaks r, sides (fun t1 t2 t3 =>
  let: And5 _ _ _ _ h := @tilt_error.tilt_heavy_tail_near _ _ (usual p x) x e (doublings r x) t1 t2 t3 ln Ln in h).
Definition penalty_synchrony_kl := each f of F,
  sides (@penalty.penalty_synchrony_kl _ _ _ `[f] ln p pi Ln).
Definition sampler_temperature_tilt :=
  each k of iota 1 3, sides (fun t => @sampler.sampler_temperature_tilt _ _ p k t ln Ln).
Notation usable := (take (usable_of s) (path_of s)).
Definition safety_trichotomy_usable := sides (@safety_trichotomy.safety_trichotomy_usable _ ln X Ln usable r p danger).
Definition safety_trichotomy_valuable :=
  sides (@safety_trichotomy.safety_trichotomy_valuable _ ln X Ln usable r p g danger).
Definition sampler_top_p_divergence := each e of E, sides (@sampler.sampler_top_p_divergence _ _ p e ln Ln).

Definition merging_budget_chain := sides (@merging_budget.merging_budget_chain _ ln X Ln A M C L).
Definition merging_budget_prior := sides (@merging_budget.merging_budget_prior _ ln X S Ln a m (@K s) C L).
Definition merging_budget_constant := sides (@merging_budget.merging_budget_constant _ ln X Ln A M C L).
Definition merging_budget_pinsker := sides (@merging_budget.merging_budget_pinsker _ ln X A M C L Pin).
Definition merging_refined_budget := sides (@merging_refined.merging_refined_budget _ ln X Ln L A M Refined).
Definition merging_surprises :=
  each e of epsilon_of s, sides (@merging_budget.merging_surprises _ ln X Ln A M C L e Pin).
Definition merging_almost_surely :=
  each t of epsilon_of s ++
    1 :: undup [seq \sum_(i < L) merging_budget.next_TV A M (take i h) ^+ 2 | h <- histories s L],
  sides (@merging_budget.merging_almost_surely _ ln X Ln A M C L t Pin).
Definition merging_metastable_logarithm := each l of [seq mask b (iota 0 L.+1) | b <- bits L.+1],
  sides (fun t1 t2 t3 =>
    @merging_metastable.merging_metastable_logarithm _ ln X Ln A M C (nth L l) t1 t2 t3 (size l).-1 Pin).
Definition merging_identical_support_operator :=
  sides (@merging_budget.merging_identical_support_operator _ ln X Ln L A M C).
Definition merging_identical_support_mimic :=
  sides (@merging_budget.merging_identical_support_mimic _ ln X Ln L A M (constant m a)).
Definition merging_kl_steady :=
  each i of iota 0 L, sides (@merging_steady.merging_kl_steady _ ln X Ln i (L - i.+1) A M).
Definition merging_future_almost_surely_chain := each i of iota 0 L,
  sides (@merging_surely.merging_future_almost_surely_chain _ ln X Ln i (L - i) A M).
Definition merging_nature :=
  sides (@merging_budget.merging_nature _ ln X Ln L N A M (constant nn a) (constant nn m) Pin).
Definition merging_weighted_nature := each l of [:: 8%:R^-1; 4%:R^-1; 2%:R^-1; 1; 2%:R; 4%:R; 8%:R],
  sides (@merging_sharper.merging_weighted_nature _ ln X Ln L N A M (constant nn a) (constant nn m) l Pin).
Definition merging_budget_left_after :=
  each h of histories_to s L, sides (@merging_own.merging_budget_left_after _ ln X Ln A M C (L - size h) h).
Definition merging_urn_average := sides (@merging_urn.merging_urn_average _ X ln L A M Ln).
Definition features_budget :=
  each f of partitions (outcomes_of s) 0, sides (@features.features_budget _ X _ `[f] A M C ln L Ln).
Definition features_own_budget_budget := each f of shows,
  sides (@features_own.features_own_budget_budget _ X _ S `[f] a m (@K s) theta ln L Ln).
Definition features_urn_average := each f of shows, sides (@features_urn.features_urn_average _ X _ `[f] M ln L Ln).
Definition rates_shared_budget_own_past := each f of F, each e of epsilon_of s,
  sides (@rates.rates_shared_budget_own_past _ ln X Ln A M C _ `[f] L e Pin).
Definition rates_shared_budget_from_outcomes :=
  sides (@rates.rates_shared_budget_from_outcomes _ ln X Ln A M C [finType of 'I_(size F)]
    (fun i => cells (nth [::] F i)) (fun i => `[nth [::] F i]) L Pin).
End Logarithms.
