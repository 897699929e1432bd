(** Pinsker's inequality, wherever the field is Archimedean.

    Two outcomes are enough, by the log-sum inequality. There the divergence is followed from p to q in n equal steps:
    each step is bounded by ln x <= x - 1 and loses at most twice its square, so that all lose at most 2/n. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Pinsker.
Variables (R : realFieldType) (ln : R -> R).
Hypothesis archimedean : Num.archimedean_axiom R.
Hypothesis Ln : logarithm ln.

(** The mean of the logarithm of a coin's weights x and 1 - x under a coin of weight p. *)
Definition score (p x : R) := p * ln x + (1 - p) * ln (1 - x).

(** Going down from x to y, the mean falls at least as fast as at x. *)
Lemma score_drop (p x y : R) : p <= 1 -> 0 < y -> y <= x -> x <= p ->
  (x - y) * (p - x) / (x * (1 - x)) <= score p x - score p y.
Proof.
move=> p1 y0 yx xp; have x0 := lt_le_trans y0 yx; have p0 := lt_le_trans x0 xp.
have dx : p * (1 - y / x) <= p * (ln x - ln y).
  rewrite ler_pmul2l // -ler_opp2 !opprB -(ln_div Ln) //; apply: (ln_le Ln); exact: divr_gt0.
have [x1|x1] := ltrP x 1; last first.
  have ep : p = 1 by apply/eqP; rewrite eq_le p1 (le_trans x1).
  have ex : x = 1 by apply/eqP; rewrite eq_le x1 (le_trans xp).
  rewrite /score ep ex subrr mulr0 !mul0r !addr0 -mulrBr; move: dx; rewrite ep ex; apply: le_trans.
  by rewrite divr1 mul1r subr_ge0 -ex.
have y1 := le_lt_trans yx x1.
have x1' : 0 < 1 - x by rewrite subr_gt0.
have y1' : 0 < 1 - y by rewrite subr_gt0.
have dy : (1 - p) * (1 - (1 - y) / (1 - x)) <= (1 - p) * (ln (1 - x) - ln (1 - y)).
  apply: ler_wpmul2l; first by rewrite subr_ge0.
  rewrite -ler_opp2 !opprB -(ln_div Ln) //; apply: (ln_le Ln); exact: divr_gt0.
have -> : score p x - score p y = p * (ln x - ln y) + (1 - p) * (ln (1 - x) - ln (1 - y)) by rewrite /score; ring.
apply: le_trans (ler_add dx dy); rewrite le_eqVlt; apply/orP; left; apply/eqP.
by field; rewrite !gt_eqF.
Qed.

Lemma score_step (p x y : R) : p <= 1 -> 0 < y -> y <= x -> x <= p ->
  4%:R * (x - y) * (p - x) <= score p x - score p y.
Proof.
move=> p1 y0 yx xp; apply: le_trans (score_drop p1 y0 yx xp); have x0 := lt_le_trans y0 yx.
have [x1|x1] := ltrP x 1; last first.
  by rewrite (_ : p - x = 0) ?(mulr0, mul0r) //; apply/eqP; rewrite subr_eq0 eq_le xp (le_trans p1).
rewrite ler_pdivl_mulr; last by rewrite mulr_gt0 // subr_gt0.
rewrite -subr_ge0.
have -> : (x - y) * (p - x) - 4%:R * (x - y) * (p - x) * (x * (1 - x)) = (x - y) * (p - x) * (1 - 2%:R * x) ^+ 2.
  by ring.
by rewrite mulr_ge0 ?sqr_ge0 // mulr_ge0 ?subr_ge0.
Qed.

Lemma score_path (p q : R) n : p <= 1 -> 0 < q -> q <= p -> (0 < n)%N -> forall i, (i <= n)%N ->
  2%:R * (i%:R * ((p - q) / n%:R)) ^+ 2 - 2%:R * i%:R * ((p - q) / n%:R) ^+ 2
    <= score p p - score p (p - i%:R * ((p - q) / n%:R)).
Proof.
move=> p1 q0 qp n0; have n0' : 0 < n%:R :> R by rewrite ltr0n.
set d := (p - q) / n%:R; have d0 : 0 <= d by rewrite divr_ge0 ?subr_ge0 // ltW.
elim=> [|i IH] lt; first by rewrite !(mul0r, mulr0, subr0, expr2) subrr.
have := IH (ltnW lt); set x := p - i%:R * d; set y := p - i.+1%:R * d => le.
have xp : x <= p by rewrite ler_subl_addr ler_addl mulr_ge0 ?ler0n.
have yx : y <= x by rewrite ler_add2l ler_opp2 ler_wpmul2r // ler_nat.
have y0 : 0 < y.
  apply: lt_le_trans q0 _; have -> : q = p - n%:R * d by rewrite /d; field; rewrite gt_eqF.
  by rewrite ler_add2l ler_opp2 ler_wpmul2r // ler_nat.
have := ler_add le (score_step p1 y0 yx xp).
have -> : score p p - score p x + (score p x - score p y) = score p p - score p y by ring.
apply: le_trans; rewrite le_eqVlt; apply/orP; left; apply/eqP.
by rewrite /y /x -[i.+1]addn1 natrD; ring.
Qed.

(** Pinsker's inequality for two outcomes. *)
Lemma score_pinsker (p q : R) : p <= 1 -> 0 < q -> q <= p -> 2%:R * (p - q) ^+ 2 <= score p p - score p q.
Proof.
move=> p1 q0 qp; rewrite leNgt; apply/negP; rewrite -subr_gt0; set e := 2%:R * _ - _ => e0.
have s0 : 0 <= 2%:R * (p - q) ^+ 2 by rewrite mulr_ge0 ?sqr_ge0 ?ler0n.
have [n] := archimedean (2%:R * (p - q) ^+ 2 / e).
rewrite ger0_norm; last by rewrite divr_ge0 // ltW.
rewrite ltr_pdivr_mulr // => lt.
have n0 : (0 < n)%N.
  case: n lt => // ; rewrite mul0r => /lt_geF; by rewrite mulr_ge0 ?sqr_ge0 ?ler0n.
have n0' : 0 < n%:R :> R by rewrite ltr0n.
have := score_path p1 q0 qp n0 (leqnn n).
have -> : n%:R * ((p - q) / n%:R) = p - q by field; rewrite gt_eqF.
rewrite subKr ler_subl_addr -ler_subl_addl -/e => le.
have : n%:R * e <= n%:R * (2%:R * n%:R * ((p - q) / n%:R) ^+ 2) by rewrite ler_pmul2l.
have -> : n%:R * (2%:R * n%:R * ((p - q) / n%:R) ^+ 2) = 2%:R * (p - q) ^+ 2 by field; rewrite gt_eqF.
by rewrite leNgt lt.
Qed.

(** What a divergence is at least on an event. *)
Lemma KL_event (X : finType) (p q : X -> R) (E : pred X) : nonneg p -> nonneg q -> within p q ->
  Pr p E * ln (Pr p E / Pr q E) <= \sum_(x | E x) p x * ln (p x / q x).
Proof.
move=> p0 q0 pq; rewrite /Pr [X in X * _]big_mkcond [X in X / _]big_mkcond [X in _ / X]big_mkcond.
apply: le_trans (log_sum Ln _ _ _) _ => [x|x|x|]; [by case: ifP | by case: ifP | by case: ifP => // _; apply: pq |].
rewrite [X in _ <= X]big_mkcond; apply: ler_sum => x _; case: ifP => // _; by rewrite mul0r.
Qed.

(** Two outcomes are enough for a bound of the divergence by the distance. *)
Lemma two_outcomes (f : R -> R) : f 0 = 0 ->
  (forall p q : R, p <= 1 -> 0 < q -> q <= p -> f (p - q) <= score p p - score p q) ->
  forall (X : finType) (p q : X -> R), forecast p -> forecast q -> within p q -> f (TV p q) <= KL ln p q.
Proof.
move=> f0 two X p q fp fq pq; have [[p0 p1] [q0 q1]] := (fp, fq).
have e : \sum_x p x = \sum_x q x by rewrite p1 q1.
set E := [pred x | q x < p x]; have tv := TV_attained e; rewrite -/E in tv.
have [PQ|QP] := lerP (Pr p E) (Pr q E).
  have -> : TV p q = 0 by apply/eqP; rewrite eq_le TV_ge0 andbT tv subr_le0.
  by rewrite f0; apply: KL_ge0.
have Q0 : 0 < Pr q E.
  rewrite lt0r Pr_ge0 // andbT; apply/eqP => e0; move: QP; rewrite e0 /Pr big1 ?ltxx // => x Ex.
  by apply: pq; apply: Pr_eq0 e0 Ex.
have P0 := lt_trans Q0 QP; have P1 := Pr_le1 E fp.
rewrite tv; apply: (le_trans (two _ _ P1 Q0 (ltW QP))).
rewrite /KL (bigID E) /=; apply: le_trans (ler_add (KL_event E p0 q0 pq) (KL_event (predC E) p0 q0 pq)).
rewrite !PrC // /score opprD addrACA -!mulrBr -(ln_div Ln) // ler_add2l.
have [-> |P1'] := eqVneq (Pr p E) 1; first by rewrite subrr !mul0r.
have Pc : 0 < 1 - Pr p E by rewrite subr_gt0 lt_neqAle P1'.
have Qc : 0 < 1 - Pr q E by apply: lt_trans Pc _; rewrite ler_lt_add // ltr_opp2.
by rewrite (ln_div Ln).
Qed.

Lemma pinsker_archimedean : pinsker ln.
Proof.
by apply: (@two_outcomes (fun v => 2%:R * v ^+ 2)) score_pinsker; rewrite expr2 !mulr0.
Qed.

End Pinsker.
