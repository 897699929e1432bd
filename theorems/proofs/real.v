(** The real logarithm is a logarithm, so what the proofs ask of ln is not empty; and it satisfies Pinsker's inequality.

    This file alone rests on the axioms of mathcomp-analysis: functional and propositional extensionality and a choice
    operator. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mathcomp Require Import boolp functions classical_sets reals topology normedtype derive realfun exp.
From mimics Require Import prelude log.

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

(** ln is above a rational function that it touches at 1. *)
Let gap (u : R) : R := ln u + (4%:R^-1 *: (u^-1 : R^o) + (27%:R / 4%:R) *: ((u + 2%:R)^-1 : R^o)).

Lemma gap_derive (u : R) : 0 < u -> is_derive u 1 gap ((u - 1) ^+ 3 / (u * (u + 2%:R)) ^+ 2).
Proof.
move=> u0; have u2 : 0 < u + 2%:R by rewrite addr_gt0 ?ltr0n.
have dln := is_derive1_ln u0.
have dinv : is_derive u (1 : R) (fun y : R => y^-1) (- u ^- 2 *: 1).
  by apply: (@is_deriveV R id); rewrite ?gt_eqF //; apply: is_derive_id.
have dsum : is_derive u (1 : R) (fun y : R => y + 2%:R) (1 + 0).
  by apply: (@is_deriveD _ _ _ id (fun=> 2%:R)).
have dinv2 : is_derive u (1 : R) (fun y : R => (y + 2%:R)^-1) (- (u + 2%:R) ^- 2 *: (1 + 0)).
  by apply: (@is_deriveV R (fun y => y + 2%:R)); rewrite ?gt_eqF.
have d := is_deriveD dln (is_deriveD (is_deriveZ (4%:R^-1) dinv) (is_deriveZ (27%:R / 4%:R) dinv2)).
apply: (is_derive_eq d); rewrite /GRing.scale /=; field.
by rewrite !gt_eqF // ?ltr0n.
Qed.

Lemma gap_mvt (a b : R) : 0 < a -> a < b ->
  exists2 c, a < c < b & gap b - gap a = (c - 1) ^+ 3 / (c * (c + 2%:R)) ^+ 2 * (b - a).
Proof.
move=> a0 ab; have [x|x|c] := @MVT R gap (fun c => (c - 1) ^+ 3 / (c * (c + 2%:R)) ^+ 2) a b ab.
- by rewrite in_itv /= => /andP[ax _]; apply: gap_derive; apply: lt_trans ax.
- apply: continuous_subspace_itv => y; rewrite in_itv /= => /andP[ay _].
  apply/differentiable_continuous/derivable1_diffP.
  by have [] := gap_derive (lt_le_trans a0 ay).
- by rewrite in_itv /= => cab e; exists c.
Qed.

Lemma gap_ge (u : R) : 0 < u -> 5%:R / 2%:R <= gap u.
Proof.
move=> u0; have -> : 5%:R / 2%:R = gap 1.
  by rewrite /gap exp.ln1 /GRing.scale /=; field.
have sq (c : R) : 0 < c -> 0 <= (c * (c + 2%:R)) ^- 2 by move=> c0; rewrite invr_ge0 sqr_ge0.
case: (ltrgtP u 1) => [u1|u1|->] //.
- have [c /andP[uc c1] e] := gap_mvt u0 u1; rewrite -subr_le0 e.
  rewrite pmulr_lle0 ?subr_gt0 // mulr_le0_ge0 ?sq ?(lt_trans u0 uc) //.
  by rewrite exprS mulr_le0_ge0 ?sqr_ge0 // subr_le0 ltW.
- have [c /andP[c1 _] e] := gap_mvt ltr01 u1; rewrite -subr_ge0 e.
  rewrite pmulr_lge0 ?subr_gt0 // mulr_ge0 ?sq ?(lt_trans ltr01 c1) //.
  by rewrite exprn_ge0 // subr_ge0 ltW.
Qed.

Lemma ln_ge_rational (u : R) : 0 < u -> (u - 1) * (5%:R * u + 1) / (2%:R * u * (u + 2%:R)) <= ln u.
Proof.
move=> u0; have u2 : 0 < u + 2%:R by rewrite addr_gt0 ?ltr0n.
rewrite -(ler_add2r (4%:R^-1 * u^-1 + 27%:R / 4%:R * (u + 2%:R)^-1)); apply: le_trans (gap_ge u0).
rewrite le_eqVlt; apply/orP; left; apply/eqP; field.
by rewrite !gt_eqF // ?ltr0n.
Qed.

(** Cauchy and Schwarz: the square of a sum, by the sum of the squares over weights that may vanish with what they weigh. *)
Lemma sum_squares (X : finType) (w c : X -> R) : (forall x, 0 <= c x) -> (forall x, c x = 0 -> w x = 0) ->
  0 < \sum_x c x -> (\sum_x w x) ^+ 2 <= (\sum_x c x) * \sum_x w x ^+ 2 / c x.
Proof.
move=> c0 cw C0; set W := \sum_x w x; set C := \sum_x c x in C0 *.
have le : 2%:R * (W / C) * W - (W / C) ^+ 2 * C <= \sum_x w x ^+ 2 / c x.
  rewrite {1}/W /C !mulr_sumr -sumrB; apply: ler_sum => x _; rewrite -/W -/C; set t := W / C.
  have [e|cx] := eqVneq (c x) 0; first by rewrite (cw x e) e !mulr0 subrr expr0n mul0r.
  have cx0 : 0 < c x by rewrite lt0r cx c0.
  rewrite ler_pdivl_mulr // -subr_ge0.
  by have := sqr_ge0 (w x - t * c x); congr (_ <= _); ring.
rewrite -ler_pdivr_mull //; apply: le_trans le; rewrite le_eqVlt; apply/orP; left; apply/eqP.
by field; rewrite gt_eqF.
Qed.

Theorem real_pinsker : pinsker ln.
Proof.
move=> X p q [p0 p1] [q0 q1] pq; pose c x := (2%:R * p x + 4%:R * q x) / 3%:R.
have c0 x : 0 <= c x by rewrite divr_ge0 ?ler0n // addr_ge0 // mulr_ge0 ?ler0n.
have C2 : \sum_x c x = 2%:R by rewrite -mulr_suml big_split -!mulr_sumr p1 q1 /=; field.
have cw x : c x = 0 -> `|p x - q x| = 0.
  move/eqP; rewrite mulf_eq0 invr_eq0 pnatr_eq0 orbF paddr_eq0 ?mulr_ge0 ?ler0n //.
  by rewrite !mulf_eq0 !pnatr_eq0 /= => /andP[/eqP -> /eqP ->]; rewrite subrr normr0.
have := sum_squares c0 cw; rewrite C2 => /(_ (ltr0Sn _ _)) le.
have term x : `|p x - q x| ^+ 2 / c x <= p x * ln (p x / q x) - (p x - q x).
  rewrite -normrX ger0_norm ?sqr_ge0 //; have [qx|qx] := eqVneq (q x) 0.
    by rewrite (pq x qx) qx subrr expr0n /= !mul0r subr0.
  have qx0 : 0 < q x by rewrite lt0r qx q0.
  have [px|px] := eqVneq (p x) 0.
    rewrite /c px mul0r mulr0 add0r sub0r sqrrN opprK add0r.
    have -> : q x ^+ 2 / (4%:R * q x / 3%:R) = 3%:R / 4%:R * q x by field; rewrite gt_eqF // ?ltr0n.
    by rewrite ler_pimull // ler_pdivr_mulr ?ltr0n // mul1r ler_nat.
  have px0 : 0 < p x by rewrite lt0r px p0.
  have := ln_ge_rational (divr_gt0 px0 qx0) => /(ler_wpmul2l (p0 x)) ge.
  rewrite ler_subr_addr; apply: le_trans ge; rewrite le_eqVlt; apply/orP; left; apply/eqP.
  by rewrite /c; field; rewrite !gt_eqF // ?addr_gt0 // mulr_gt0 ?ltr0n.
have KLE : KL ln p q = \sum_x (p x * ln (p x / q x) - (p x - q x)).
  by rewrite sumrB -/(KL ln p q) sumrB p1 q1 subrr subr0.
have K : \sum_x `|p x - q x| ^+ 2 / c x <= KL ln p q by rewrite KLE; apply: ler_sum => y _; apply: term.
have -> : 2%:R * TV p q ^+ 2 = 2%:R^-1 * (\sum_x `|p x - q x|) ^+ 2 by rewrite /TV; field.
by rewrite ler_pdivr_mull ?ltr0n //; apply: le_trans le _; rewrite ler_pmul2l ?ltr0n.
Qed.

End Real.
