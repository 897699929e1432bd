(** The real logarithm is a logarithm, so what the proofs ask of ln is not empty; and it satisfies Pinsker's inequality,
    also with two more terms. Over the real numbers the theorem of Blackwell and Dubins needs no hypothesis beyond its
    own.

    This file alone rests on the axioms of mathcomp-analysis: functional and propositional extensionality and a choice
    operator. Its last theorem, that there are real numbers, also rests on those of Coq's library of real numbers. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mathcomp Require Import boolp functions classical_sets reals topology normedtype derive realfun exp.
From mathcomp Require Rstruct.
From mimics Require Import prelude log pinsker pinsker_refined merging merging_future.
From mimics Require Import blackwell_dubins blackwell_dubins_paths blackwell_dubins_null.
From mimics Require Import merging_cut merging_lebesgue.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Import numFieldNormedType.Exports.
Local Open Scope ring_scope.

Section Real.
Variable R : realType.
Notation ln := (@exp.ln R).

(** Between a and b ln rises as 1/c does, at some c in between. *)
Lemma ln_mvt (a b : R) : 0 < a -> a < b -> exists2 c, a < c < b & ln b - ln a = c^-1 * (b - a).
Proof.
move=> a0 ab; have [x|x|c] := @MVT R ln (fun x => x^-1) a b ab.
- by rewrite in_itv /= => /andP[ax _]; apply: is_derive1_ln; apply: lt_trans ax.
- apply: continuous_subspace_itv => y; rewrite in_itv /= => /andP[ay _].
  by apply: continuous_ln; apply: lt_le_trans ay.
- by rewrite in_itv /= => cab e; exists c.
Qed.

Lemma ln_lt_sub1 (x : R) : 0 < x -> x != 1 -> ln x < x - 1.
Proof.
move=> x0; rewrite neq_lt => /orP[x1|x1].
- have [c /andP[xc c1] e] := ln_mvt x0 x1; have c0 := lt_trans x0 xc; move: e.
  rewrite exp.ln1 sub0r => /eqP; rewrite eqr_oppLR => /eqP ->.
  rewrite ltr_oppl opprB ltr_pmull ?subr_gt0 //.
  by rewrite invf_gt1.
- have [c /andP[c1 cx]] := ln_mvt ltr01 x1; rewrite exp.ln1 subr0 => ->.
  by rewrite gtr_pmull ?subr_gt0 // invf_lt1 // (lt_trans ltr01).
Qed.

Theorem real_logarithm : logarithm ln.
Proof.
split=> [x y x0 y0|x x0|x x0]; first exact: exp.lnM.
- by have [->|x1] := eqVneq x 1; [rewrite exp.ln1 subrr | apply/ltW/ln_lt_sub1].
- by move=> e; apply/eqP; apply: contraPT e => /(ln_lt_sub1 x0) lt e; rewrite e ltxx in lt.
Qed.

Lemma real_archimedean : Num.archimedean_axiom R.
Proof. by move=> x; exists (Num.bound `|x|); apply/archi_boundP/normr_ge0. Qed.

Theorem real_pinsker : pinsker ln.
Proof. exact: pinsker_archimedean real_archimedean real_logarithm. Qed.

Theorem real_refined_pinsker : refined_pinsker ln.
Proof. exact: refined_archimedean real_archimedean real_logarithm. Qed.

Theorem real_excluded_middle : excluded_middle.
Proof. exact: EM. Qed.

Theorem real_countable_choice : countable_choice.
Proof. by move=> T Q /choice[E QE]; exists E. Qed.

(** The limits that rest on these principles, without hypotheses. *)
Theorem real_blackwell_dubins (X : finType) (A M : seq X -> R) : law A -> law M ->
  (merges A M <-> absolutely_continuous A M).
Proof. exact: blackwell_dubins_iff real_excluded_middle real_archimedean. Qed.

Theorem real_blackwell_dubins_paths (X : finType) (A M : seq X -> R) : law A -> law M -> absolutely_continuous A M ->
  null A (fun w => ~ forall e, 0 < e -> exists n0, forall n l, (n0 <= n)%N -> distance l A M (mkseq w n) < e).
Proof. exact: blackwell_dubins_paths real_excluded_middle real_countable_choice real_archimedean. Qed.

Theorem real_blackwell_dubins_null (X : finType) (A M : seq X -> R) : law A -> law M ->
  (merges A M <-> forall N, null M N -> null A N).
Proof. exact: blackwell_dubins_null real_excluded_middle real_countable_choice real_archimedean. Qed.

(** Lebesgue's decomposition: some part of A is singular to M, and the rest absolutely continuous. *)
Theorem real_singular_mass (X : finType) (A M : seq X -> R) : law A -> law M -> exists s, singular_mass s A M.
Proof.
move=> lA lM; have [[A0 _ _] [M0 _ _]] := (lA, lM).
pose above K := [set x | exists L, x = surplus L K A M]%classic.
have above1 K : 0 < K -> has_sup (above K).
  move=> K0; split; first by exists (surplus 0 K A M); exists 0%N.
  exists 1 => _ [L ->]; rewrite -(law_sum L lA); apply: ler_hsum => h _.
  by rewrite le_maxl A0 ler_subl_addr ler_addl mulr_ge0 // ltW.
pose tops := [set x | exists2 K, 0 < K & x = sup (above K)]%classic.
have tops0 : has_inf tops.
  split; first by exists (sup (above 1)); exists 1.
  exists 0 => _ [K K0 ->]; apply: le_trans (sup_upper_bound (above1 K K0) (ex_intro _ 0%N erefl)).
  by rewrite le_maxr lexx orbT.
exists (inf tops); apply/(singular_mass_limit _ lA lM); split=> [e e0|e K e0 K0].
  have [_ [K K0 ->] lt] := inf_adherent e0 tops0; exists K => // L; apply: le_trans (ltW lt).
  by apply: sup_upper_bound (above1 K K0) _ _; exists L.
have [_ [L ->] lt] := sup_adherent e0 (above1 K K0); exists L; apply: le_trans (ltW lt).
by rewrite ler_add2r; apply: inf_lower_bound => //; exists K.
Qed.

End Real.

(** There are real numbers, those of Coq's library, and so a logarithm: nothing is proved of all of none. *)
Theorem a_real_logarithm : exists (R : realType) (ln : R -> R), logarithm ln.
Proof. exists Rstruct.real_realType, (@exp.ln _); exact: real_logarithm. Qed.
