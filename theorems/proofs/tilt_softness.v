(** Softer rewards: for a reward of two values the optimum is a mixture of what was forecast before and what is forecast of
    success. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude tilt.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Softness.
Variables (R : realFieldType) (X : finType).
Implicit Types (p pi w v : X -> R) (E : pred X) (b : R) (r : X -> option int).

Definition reward_two_valued r (hi : int) lo :=
  [/\ lower lo hi, forall x, r x = Some hi \/ r x = lo, exists x, r x = Some hi & exists x, r x = lo].

(** The weight of p(.|success) in the optimum. *)
Definition lambda b r lo p := 1 - factor b lo / expect p (tilt b r).

Section TwoValued.
Variables (r : X -> option int) (hi : int) (lo : option int) (p : X -> R).
Hypothesis (fp : forecast p) (two : reward_two_valued r hi lo) (possible : success_possible hi r p).

Let S := success hi r.
Let s := Pr p S.

Lemma lo_not_hi : lo != Some hi.
Proof. by case: two => + _ _ _; case: lo => //= n; apply: contraTneq => -[->]; rewrite ltxx. Qed.

Lemma tilt_failure b x : ~~ S x -> tilt b r x = factor b lo.
Proof. by rewrite /S /success /tilt /=; case: two => _ + _ _ => /(_ x)[->|->]; rewrite ?eqxx. Qed.

Lemma tilt_success b x : S x -> tilt b r x = b ^ hi.
Proof. by rewrite /tilt => /eqP ->. Qed.

Lemma normaliserE b : expect p (tilt b r) = s * b ^ hi + (1 - s) * factor b lo.
Proof.
rewrite /expect (bigID S) /= -(PrC S fp) /s /Pr !mulr_suml; congr (_ + _); apply: eq_bigr => x.
  by move/(tilt_success b) ->.
by move/(tilt_failure b) ->.
Qed.

Lemma share_le1 : s <= 1. Proof. exact: Pr_le1. Qed.

Lemma normaliser_two_gt0 b : 1 < b -> 0 < expect p (tilt b r).
Proof.
move=> b1; have b0 := lt_trans ltr01 b1; rewrite normaliserE ltr_paddr ?mulr_gt0 ?exprz_gt0 //.
by apply: mulr_ge0; [rewrite subr_ge0 share_le1 | apply: factor_ge0].
Qed.

Lemma failure_le_normaliser b : 1 < b -> factor b lo <= expect p (tilt b r).
Proof.
move=> b1; rewrite normaliserE -subr_ge0; case: two => /(factor_lower b1)/ltW le _ _ _.
have -> : s * b ^ hi + (1 - s) * factor b lo - factor b lo = s * (b ^ hi - factor b lo) by ring.
by rewrite mulr_ge0 ?subr_ge0 // ltW.
Qed.

(** tilt/softness (mixture): history-possible-for-mimic, reward-two-valued, success-possible.
    The optimum is a point on the segment from p to p(.|success). *)
Theorem tilt_softness_mixture b x : 1 < b ->
  optimum b r p x = (1 - lambda b r lo p) * p x + lambda b r lo p * given p S x.
Proof.
move=> b1; have z0 := lt0r_neq0 (normaliser_two_gt0 b1); have s0 := lt0r_neq0 possible.
rewrite /optimum /weigh /lambda /given -/S; case: ifP => [Sx | /negbT nS].
  have := z0; rewrite tilt_success // normaliserE -/s => z1; have s1 : s != 0 by [].
  by field; rewrite z1 s1.
by rewrite mulr0 addr0 tilt_failure //; field.
Qed.

(** tilt/softness (lambda-from): history-possible-for-mimic, reward-two-valued, success-possible.
    Its place on the segment is not before p ... *)
Theorem tilt_softness_lambda_from b : 1 < b -> 0 <= lambda b r lo p.
Proof.
move=> b1; rewrite subr_ge0 ler_pdivr_mulr ?normaliser_two_gt0 // mul1r; exact: failure_le_normaliser.
Qed.

(** tilt/softness (lambda-to): history-possible-for-mimic, reward-two-valued, success-possible.
    ... not beyond p(.|success) ... *)
Theorem tilt_softness_lambda_to b : 1 < b -> lambda b r lo p <= 1.
Proof.
move=> b1; rewrite ler_subl_addr ler_addl; apply: divr_ge0; last exact/ltW/normaliser_two_gt0.
exact/factor_ge0/(lt_trans ltr01 b1).
Qed.

(** tilt/softness (lambda-rises): history-possible-for-mimic, reward-two-valued, success-possible.
    ... and moves towards p(.|success) as the base rises. *)
Theorem tilt_softness_lambda_rises b b' : 1 < b -> b <= b' -> lambda b r lo p <= lambda b' r lo p.
Proof.
move=> b1 bb; have b1' := lt_le_trans b1 bb; have b0 := lt_trans ltr01 b1; have b0' := lt_trans ltr01 b1'.
rewrite ler_add2l ler_opp2 ler_pdivr_mulr ?normaliser_two_gt0 // mulrAC ler_pdivl_mulr ?normaliser_two_gt0 //.
rewrite !normaliserE -subr_ge0.
have -> : factor b lo * (s * b' ^ hi + (1 - s) * factor b' lo) - factor b' lo * (s * b ^ hi + (1 - s) * factor b lo)
  = s * (factor b lo * b' ^ hi - factor b' lo * b ^ hi) by ring.
rewrite mulr_ge0 ?(ltW possible) // subr_ge0; case: two => + _ _ _; case: lo => [n|] /=; last by rewrite !mul0r.
move=> /ltW le; have [d ->] : exists d : nat, hi = n + d%:Z.
  by exists `|hi - n|%N; rewrite gez0_abs ?subr_ge0 // addrC subrK.
rewrite !expfzDr ?lt0r_neq0 // !mulrA [b ^ n * _]mulrC; apply: ler_wpmul2l.
  by apply: mulr_ge0; apply/exprz_ge0/ltW.
by rewrite -!exprnP ler_expn2r // ?nnegrE ltW.
Qed.

(** tilt/softness (segment): history-possible-for-mimic, reward-two-valued, success-possible.
    In total variation the optimum lies between p and p(.|success). *)
Theorem tilt_softness_segment b : 1 < b ->
  TV p (optimum b r p) + TV (optimum b r p) (given p S) = TV p (given p S).
Proof.
move=> b1; set l := lambda b r lo p; set g := given p S.
have e : optimum b r p =1 (fun x => (1 - l) * p x + l * g x) by move=> x; apply: tilt_softness_mixture.
rewrite (eq_TV (frefl p) e) (eq_TV e (frefl g)) /TV -mulrDr; congr (_ * _).
rewrite -big_split; apply: eq_bigr => x _ /=.
have -> : p x - ((1 - l) * p x + l * g x) = l * (p x - g x) by ring.
have -> : (1 - l) * p x + l * g x - g x = (1 - l) * (p x - g x) by ring.
rewrite !normrM [`|l|]ger0_norm ?tilt_softness_lambda_from // [`|1 - l|]ger0_norm; last first.
  by rewrite subr_ge0 tilt_softness_lambda_to.
by rewrite -mulrDl addrC subrK mul1r.
Qed.

End TwoValued.

End Softness.
