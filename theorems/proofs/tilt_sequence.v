(** Tuning sequences token by token: a sequence is the next L outcomes, and its reward the sum of their rewards. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log tilt.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Sequence.
Variables (R : realFieldType) (X : finType) (b : R) (r : X -> option int).
Implicit Types (P : seq X -> R) (h g : seq X).

(** The product of the factors of some outcomes. *)
Definition factors h := \prod_(x <- h) tilt b r x.

(** E_P of it over sequences of L outcomes, and given that they begin with h. *)
Definition expected_factors L P := hsum L (fun g => P g * factors g).
Definition worth L P h := hsum (L - size h) (fun g => after P h g * factors (h ++ g)).

(** Each token reweighted by what it leads to, along g. *)
Fixpoint tokens L P h g :=
  if g is x :: g' then next P h x * worth L P (rcons h x) / worth L P h * tokens L P (rcons h x) g' else 1.

Definition sequence_optimum_exists L P := exists2 h : L.-tuple X, 0 < P h & all (fun x => r x != None) h.

(** tilt/sequence (value): history-possible-for-mimic, sequence-optimum-exists (not needed).
    The value of what was produced so far averages that after one more token. *)
Theorem tilt_sequence_value L P h : law P -> (size h < L)%N ->
  worth L P h = \sum_x next P h x * worth L P (rcons h x).
Proof.
move=> lP sh; rewrite {1}/worth -(subnSK sh) /=; apply: eq_bigr => x _.
rewrite /worth size_rcons -hsumZ; apply: eq_hsum => g _; by rewrite after_cons // cat_rcons mulrA.
Qed.

Lemma worth_ge0 L P h : 0 < b -> law P -> 0 <= worth L P h.
Proof.
move=> b0 [P0 _ _]; apply: hsum_ge0 => g _; rewrite mulr_ge0 ?divr_ge0 // prodr_ge0 // => x _.
exact: factor_ge0.
Qed.

Lemma tokens_cancel L P h g : 0 < b -> law P -> (size h + size g = L)%N -> 0 < P h ->
  worth L P h * tokens L P h g = after P h g * factors (h ++ g).
Proof.
move=> b0 lP; have [P0 _ _] := lP; elim: g h => [|x g IH] h sL h0 /=.
  by rewrite addn0 in sL; rewrite mulr1 /worth sL subnn.
have sh : (size h < L)%N by rewrite -sL /= addnS ltnS leq_addr.
rewrite after_cons // -cat_rcons; have := P0 (rcons h x); rewrite le0r => /orP[/eqP e0|x0].
  by rewrite /next e0 !mul0r mulr0.
rewrite -[RHS]mulrA -IH //; last by rewrite size_rcons addSnnS.
have [w0|w0] := eqVneq (worth L P h) 0; last by field.
have : next P h x * worth L P (rcons h x) = 0; last by move=> e; rewrite [RHS]mulrA e w0 !mul0r.
apply: (@sum_eq0 _ _ (fun y => next P h y * worth L P (rcons h y))); last by rewrite -tilt_sequence_value.
by move=> y; rewrite mulr_ge0 ?worth_ge0 // divr_ge0.
Qed.

Lemma expected_factors_gt0 L P : 0 < b -> law P -> sequence_optimum_exists L P -> 0 < expected_factors L P.
Proof.
move=> b0 [P0 _ _] [h h0 al]; rewrite /expected_factors hsum_tuple (bigD1 h) //= ltr_paddr ?mulr_gt0 //.
  by apply: sumr_ge0 => g _; rewrite mulr_ge0 // prodr_ge0 // => x _; apply: factor_ge0.
rewrite /factors big_seq; apply: prodr_gt0 => x xh; apply: factor_gt0 => //; exact: (allP al).
Qed.

(** tilt/sequence (product): history-possible-for-mimic, sequence-optimum-exists.
    The tokens multiply to the tuned law of whole sequences. *)
Theorem tilt_sequence_product L P h : 0 < b -> law P -> sequence_optimum_exists L P -> size h = L ->
  tokens L P [::] h = P h * factors h / expected_factors L P.
Proof.
move=> b0 lP opt sh; have [_ P1 _] := lP; have e0 := expected_factors_gt0 b0 lP opt.
have w : worth L P [::] = expected_factors L P.
  by rewrite /worth subn0; apply: eq_hsum => g _; rewrite /after P1 divr1.
apply: (mulfI (lt0r_neq0 e0)); rewrite mulrCA mulfV ?lt0r_neq0 // mulr1 -w tokens_cancel ?P1 ?ltr01 //.
by rewrite /after P1 divr1.
Qed.

End Sequence.
