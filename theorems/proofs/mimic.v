(** What is a mimic? A Bayesian forecaster joined to a sampler. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Bayes.
Variables (R : realFieldType) (X S : finType).
Implicit Types (m : S -> R) (K : S -> seq X -> R) (h g : seq X).

(** What is known of the source after h. *)
Definition posterior m K h := weigh m (fun s => K s h).

(** The forecast of the next outcome: those of the sources, averaged over what is known of the source. *)
Definition predictive m K h x := expect (posterior m K h) (fun s => next (K s) h x).

(** The product of the forecasts along g. *)
Fixpoint along m K h g := if g is x :: g' then predictive m K h x * along m K (rcons h x) g' else 1.

(** mimic/bayes (ratio): history-possible-for-mimic.
    The forecast from the posterior over the sources is P(hx)/P(h). *)
Theorem mimic_bayes_ratio m K h x : forecast m -> (forall s, law (K s)) -> 0 < mixture m K h ->
  predictive m K h x = mixture m K (rcons h x) / mixture m K h.
Proof.
move=> _ lK /lt0r_neq0 h0; rewrite [RHS]mulr_suml; apply: eq_bigr => s _.
rewrite /posterior /weigh /next -[expect m _]/(mixture m K h).
have [k0|k0] := eqVneq (K s h) 0; last by field; rewrite h0 k0.
by rewrite -cats1 law_prefix0 // !(mul0r, mulr0).
Qed.

(** mimic/bayes (sum): history-possible-for-mimic.
    The forecast sums to one. *)
Theorem mimic_bayes_sum m K h : forecast m -> (forall s, law (K s)) -> 0 < mixture m K h ->
  \sum_x predictive m K h x = 1.
Proof.
move=> fm lK h0; under eq_bigr do rewrite mimic_bayes_ratio //.
rewrite -mulr_suml; have [_ _ <-] := mixture_law fm lK.
by rewrite mulfV // gt_eqF.
Qed.

(** mimic/bayes (chain): history-possible-for-mimic.
    The forecasts chain: P(hg) is P(h) times the product of the forecasts along g. *)
Theorem mimic_bayes_chain m K h g : forecast m -> (forall s, law (K s)) -> 0 < mixture m K h ->
  mixture m K (h ++ g) = mixture m K h * along m K h g.
Proof.
move=> fm lK; have lM := mixture_law fm lK; have [M0 _ _] := lM.
elim: g h => [|x g IH] h h0 /=; first by rewrite cats0 mulr1.
rewrite mulrA mimic_bayes_ratio // [mixture m K h * _]mulrC divfK ?gt_eqF // -cat_rcons.
have [hx0|] := ltrP 0 (mixture m K (rcons h x)); first by rewrite IH.
move=> le0; have e0 : mixture m K (rcons h x) = 0 by apply/eqP; rewrite eq_le le0 M0.
by rewrite e0 law_prefix0 // mul0r.
Qed.

End Bayes.

Section Sampler.
Variables (R : realFieldType) (X : finType).
Implicit Types (Q : X -> R) (w : X -> nat) (xs : seq X).

(** D is a common denominator of Q, and w its numerators. *)
Definition common_denominator (D : nat) Q w := forall x, D%:R * Q x = (w x)%:R.

(** Outcomes share out the seeds in order, each as many as its weight. *)
Fixpoint emit w xs (seed : nat) :=
  if xs is x :: xs' then if (seed < w x)%N then Some x else emit w xs' (seed - w x) else None.

Lemma emit_mem w xs seed x : emit w xs seed = Some x -> x \in xs.
Proof.
elim: xs seed => [|y xs IH] seed //=; rewrite inE.
by case: ifP => _; [case=> -> ; rewrite eqxx | move/IH ->; rewrite orbT].
Qed.

Lemma emit_count w xs x : uniq xs -> x \in xs ->
  count (fun seed => emit w xs seed == Some x) (iota 0 (\sum_(y <- xs) w y)) = w x.
Proof.
elim: xs => [|y xs IH] //= /andP[ynot u]; rewrite big_cons iotaD count_cat add0n.
rewrite (@eq_in_count _ _ (fun=> y == x)) => [|s]; last by rewrite mem_iota /= => ->.
have -> : iota (w y) (\sum_(z <- xs) w z) = map (addn (w y)) (iota 0 (\sum_(z <- xs) w z)).
  by rewrite -iotaDl addn0.
rewrite count_map (@eq_count _ (preim _ _) (fun s => emit w xs s == Some x)) => [|s]; last first.
  by rewrite /= ltnNge leq_addr /= addKn.
rewrite inE eq_sym; case: eqP => [<- _|_ /= xin]; last by rewrite IH // count_pred0.
rewrite count_predT size_iota (@eq_in_count _ _ pred0) ?count_pred0 ?addn0 // => s _ /=.
by apply/negP => /eqP/emit_mem; apply/negP.
Qed.

(** mimic/sampler: history-possible-for-mimic.
    Exactly D Q(x) of the D equally likely seeds make the sampler emit x. *)
Theorem mimic_sampler D Q w x : forecast Q -> common_denominator D Q w ->
  #|[pred seed : 'I_D | emit w (enum X) seed == Some x]|%:R = D%:R * Q x.
Proof.
move=> [_ q1] dw; rewrite dw; congr _%:R.
have De : D = (\sum_(y <- enum X) w y)%N.
  apply/eqP; rewrite -(eqr_nat R) big_enum natr_sum; apply/eqP.
  by rewrite -(eq_bigr _ (fun y _ => dw y)) -mulr_sumr q1 mulr1.
rewrite -[RHS](@emit_count w (enum X) x) ?enum_uniq ?mem_enum // -De.
rewrite -val_enum_ord [enum 'I_D]enumT count_map cardE /enum_mem size_filter; exact: eq_count.
Qed.

End Sampler.

Section Indistinguishable.
Variables (R : realFieldType) (X : finType).
Implicit Types (n m d : X -> R).

(** A test says nature of x with probability d(x). *)
Definition decider d := forall x, 0 <= d x <= 1.

(** It errs on the mimic's draws there and on nature's elsewhere, at even odds. *)
Definition average_error n m d := (expect m d + expect n (fun x => 1 - d x)) / 2%:R.

Definition bets_on (E : pred X) x : R := (E x)%:R.

(** mimic/indistinguishable: history-possible-for-nature, history-possible-for-mimic.
    No test, randomised or not, errs less than (1 - TV)/2, and betting on nature where it is likelier errs just that. *)
Theorem mimic_indistinguishable n m : forecast n -> forecast m ->
  (forall d, decider d -> (1 - TV n m) / 2%:R <= average_error n m d) /\
  exists E : pred X, average_error n m (bets_on E) = (1 - TV n m) / 2%:R.
Proof.
move=> [n0 n1] [m0 m1]; have e : \sum_x n x = \sum_x m x by rewrite n1 m1.
have split d : average_error n m d = (1 - \sum_x (n x - m x) * d x) / 2%:R.
  rewrite /average_error; congr (_ / _); rewrite -[in RHS]n1 -sumrB -big_split.
  by apply: eq_bigr => x _ /=; ring.
split=> [d cd|].
- rewrite split ler_pmul2r ?invr_gt0 ?ltr0n // ler_add2l ler_opp2 TV_pos // [X in _ <= X]big_mkcond.
  apply: ler_sum => x _; case/andP: (cd x) => d0 d1; case: ifPn => [lt|].
    by rewrite ler_pimulr // subr_ge0 ltW.
  by rewrite -leNgt => le; rewrite mulr_le0_ge0 // subr_le0.
- exists [pred x | m x < n x]; rewrite split TV_pos // [in RHS]big_mkcond /=; congr ((1 - _) / _).
  by apply: eq_bigr => x _; rewrite /bets_on /=; case: ifP; rewrite ?mulr1 ?mulr0.
Qed.

End Indistinguishable.
