(** What the operator can tell of the merging from what she sees. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude merging.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Laws.
Variables (R : realFieldType) (X : finType) (A M : seq X -> R).
Hypotheses (lA : law A) (lM : law M).
Implicit Types h g : seq X.

(** What the two laws of the future share is at least Z/C. *)
Lemma distance_below l h C : 0 < C -> dominated A M C -> 0 < A h -> distance l A M h <= 1 - ratio A M h / C.
Proof.
move=> C0 le h0; have m0 : 0 < M h by apply: (dominated_histories lA lM le (leqnn (size h))).
rewrite /distance gt_eqF // TVn_tuple.
set p := fun t : l.-tuple X => after A h t; set q := fun t : l.-tuple X => after M h t.
have p1 : \sum_t p t = 1 by rewrite -(hsum_tuple l (after A h)) law_sum //; apply: after_law.
have q1 : \sum_t q t = 1 by rewrite -(hsum_tuple l (after M h)) law_sum //; apply: after_law.
have r1 : ratio A M h / C <= 1 by rewrite ler_pdivr_mulr // mul1r ler_pdivr_mulr.
rewrite TV_pos ?p1 ?q1 //; apply: (@le_trans _ _ (\sum_t (1 - ratio A M h / C) * p t)); last first.
  by rewrite -mulr_sumr p1 mulr1.
rewrite [X in X <= _]big_mkcond.
have [A0 _ _] := lA; apply: ler_sum => t _; case: ifP => _; last first.
  by rewrite mulr_ge0 ?subr_ge0 // divr_ge0.
rewrite mulrBl mul1r ler_add2l ler_opp2 /p /q /after /ratio.
have -> : A h / M h / C * (A (h ++ t) / A h) = A (h ++ t) / C / M h.
  by field; rewrite !gt_eqF.
by rewrite ler_pmul2r ?invr_gt0 // ler_pdivr_mulr // mulrC.
Qed.

(** Somewhere along h the ratio is at most delta; E may ask more than that. *)
Definition reaches (E : seq X -> bool) h := has (fun n => E (take n h)) (iota 0 (size h).+1).

Lemma reaches_cons E x h : reaches E (x :: h) = E [::] || reaches (fun g => E (x :: g)) h.
Proof.
rewrite /reaches; have -> : iota 0 (size (x :: h)).+1 = 0%N :: map (addn 1) (iota 0 (size h).+1) by rewrite -iotaDl.
by rewrite [LHS]/= has_map; congr (_ || _); apply: eq_has.
Qed.

Lemma reaches_sub (E E' : seq X -> bool) h : (forall g, E g -> E' g) -> reaches E h -> reaches E' h.
Proof. by move=> sub /hasP[n nin /sub En]; apply/hasP; exists n. Qed.

(** Ville's inequality, after h. *)
Lemma ville_after l h delta : 0 <= delta -> (forall g, A g != 0 -> M g != 0) ->
  hsum l (fun g => A (h ++ g) * (reaches (fun f => ratio A M (h ++ f) <= delta) g)%:R) <= delta * M h.
Proof.
move=> d0 dom; have [A0 _ Aext] := lA; have [M0 _ Mext] := lM.
have [Zd|Zd] := boolP (ratio A M h <= delta).
  apply: (@le_trans _ _ (A h)).
    rewrite -(law_cat l h lA); apply: ler_hsum => g _.
    by case: reaches; rewrite ?mulr1 // mulr0.
  have [-> |/dom m0] := eqVneq (A h) 0; first by rewrite mulr_ge0.
  by rewrite -ler_pdivr_mulr // lt0r m0 M0.
elim: l h Zd => [|l IH] h Zd; first by rewrite /reaches /= !cats0 (negbTE Zd) mulr0 mulr_ge0.
rewrite /= Mext mulr_sumr; apply: ler_sum => x _.
have [Zx|Zx] := boolP (ratio A M (rcons h x) <= delta).
  apply: (@le_trans _ _ (A (rcons h x))).
    rewrite -(law_cat l (rcons h x) lA); apply: ler_hsum => g _; rewrite cat_rcons.
    by case: reaches; rewrite ?mulr1 // mulr0.
  have [-> |/dom m0] := eqVneq (A (rcons h x)) 0; first by rewrite mulr_ge0.
  by rewrite -ler_pdivr_mulr // lt0r m0 M0.
apply: le_trans (IH _ Zx); rewrite le_eqVlt; apply/orP; left; apply/eqP; apply: eq_hsum => g _.
rewrite cat_rcons reaches_cons cats0 (negbTE Zd); congr (_ * (nat_of_bool _)%:R).
by apply: eq_has => n; rewrite cat_rcons.
Qed.

Lemma ville L delta : 0 <= delta -> (forall g, A g != 0 -> M g != 0) ->
  mean L A (fun h => (reaches (fun g => ratio A M g <= delta) h)%:R) <= delta.
Proof. by move=> d0 dom; have := ville_after L [::] d0 dom; have [_ -> _] := lM; rewrite mulr1. Qed.

End Laws.

Section Certificate.
Variables (R : realFieldType) (X : finType) (A M : seq X -> R) (C : R).
Implicit Types h g : seq X.

Lemma dominated_neq0 : law A -> law M -> dominated A M C -> forall g, A g != 0 -> M g != 0.
Proof.
move=> [A0 _ _] lM d g; apply: contra_neq => m0; apply/eqP.
by rewrite eq_le A0 andbT; have := d g; rewrite m0 mulr0.
Qed.

(** merging/certificate (distance): history-possible-for-operator, history-possible-for-mimic, dominated.
    After whatever she sees, the laws of the future are within 1 - Z/C, to any horizon. *)
Theorem merging_certificate_distance l h : law A -> law M -> dominated A M C ->
  0 < A h -> distance l A M h <= 1 - ratio A M h / C.
Proof. by move=> lA lM d; apply: distance_below => //; exact: dominated_gt0 d. Qed.

(** merging/certificate (inverse): history-possible-for-operator, history-possible-for-mimic, dominated (not needed).
    1/Z is on average at most 1 under her own law. *)
Theorem merging_certificate_inverse n : law A -> law M -> mean n A (fun h => (ratio A M h)^-1) <= 1.
Proof.
move=> lA lM; have [M0 _ _] := lM; rewrite -(law_sum n lM).
apply: ler_hsum => h _; rewrite invf_div; have [->|a0] := eqVneq (A h) 0; first by rewrite mul0r.
by rewrite mulrC divfK.
Qed.

(** merging/certificate (ville): history-possible-for-operator, history-possible-for-mimic, dominated.
    She is certain to 1 - delta that Z never falls to delta. *)
Theorem merging_certificate_ville L delta : law A -> law M -> dominated A M C ->
  0 <= delta -> mean L A (fun h => (reaches (fun g => ratio A M g <= delta) h)%:R) <= delta.
Proof. by move=> lA lM d d0; apply: ville => //; exact: dominated_neq0. Qed.

End Certificate.
