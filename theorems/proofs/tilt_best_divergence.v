(** How far the best of n draws is from one draw. On a continuum without ties the best has the density n u^(n-1) at the
    quantile u, whose divergence is ln n - (n-1)/n. A level of the reward is an interval of quantiles, on which the
    density is averaged. That averaging loses divergence is shown without an integral: cut into equal pieces, an
    interval loses no less than they do together, and none of them gains more than a multiple of its squared length. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log forcing tilt tilt_collapse tilt_value tilt_best.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Interval.
Variables (R : realFieldType) (ln : R -> R) (N : nat).
Hypothesis Ln : logarithm ln.
Implicit Types a b c e u : R.
Notation n := N.+1.

Lemma N_less : N%:R = n%:R - 1 :> R.
Proof. by rewrite -[n]addn1 natrD addrK. Qed.

(** What integrates n u^(n-1) ln (n u^(n-1)). *)
Definition primitive u := u ^+ n * ln n%:R + N%:R * (u ^+ n * ln u - u ^+ n / n%:R).

(** How much averaging loses on an interval. *)
Definition slack a b := primitive a - primitive b - (a ^+ n - b ^+ n) * ln ((a ^+ n - b ^+ n) / (a - b)).

Lemma slack_split a c b : 0 <= b -> b < c -> c < a -> slack a c + slack c b <= slack a b.
Proof.
move=> b0 bc ca; have c0 := le_lt_trans b0 bc; have a0 := lt_trans c0 ca.
pose u x := if x then a ^+ n - c ^+ n else c ^+ n - b ^+ n; pose v x := if x then a - c else c - b.
have u0 : nonneg u.
  by case; rewrite /u subr_ge0 ler_expn2r ?nnegrE // ltW.
have v0 x : 0 < v x by case: x; rewrite /v subr_gt0.
have w : within u v by move=> x e; have := v0 x; rewrite e ltxx.
have := log_sum Ln u0 (fun x => ltW (v0 x)) w; rewrite !big_bool /u /v /=.
have -> : a ^+ n - c ^+ n + (c ^+ n - b ^+ n) = a ^+ n - b ^+ n by ring.
have -> : a - c + (c - b) = a - b by ring.
rewrite -subr_ge0 => le; rewrite -subr_ge0; move: le; congr (0 <= _); rewrite /slack.
by ring.
Qed.

Lemma powers_above a b m : 0 <= b -> b <= a -> a ^+ m.+1 - b ^+ m.+1 <= m.+1%:R * a ^+ m * (a - b).
Proof.
move=> b0 ba; have a0 := le_trans b0 ba; elim: m => [|m IH]; first by rewrite !expr1 expr0 mulr1 mul1r.
have -> : a ^+ m.+2 - b ^+ m.+2 = a * (a ^+ m.+1 - b ^+ m.+1) + b ^+ m.+1 * (a - b) by rewrite ![_ ^+ m.+2]exprS; ring.
have -> : m.+2%:R * a ^+ m.+1 * (a - b) = a * (m.+1%:R * a ^+ m * (a - b)) + a ^+ m.+1 * (a - b).
  by rewrite -[m.+2]addn1 natrD [a ^+ m.+1]exprS; move: (a ^+ m) => c; ring.
apply: ler_add; first exact: ler_wpmul2l.
by apply: ler_wpmul2r; rewrite ?subr_ge0 // ler_expn2r ?nnegrE.
Qed.

Lemma powers_below a b m : 0 <= b -> b <= a -> a ^+ m * (a - b) <= a ^+ m.+1 - b ^+ m.+1.
Proof.
move=> b0 ba; have a0 := le_trans b0 ba; rewrite mulrBr -exprSr ler_add2l ler_opp2 exprSr.
by apply: ler_wpmul2r => //; rewrite ler_expn2r ?nnegrE.
Qed.

Lemma slack_from0 a : 0 < a -> 0 <= slack a 0.
Proof.
move=> a0; have n0 : 0 < n%:R :> R by rewrite ltr0n.
have an : 0 < a ^+ N by rewrite exprn_gt0.
have le := ln_le Ln (divr_gt0 ltr01 n0); rewrite (ln_div Ln) ?ltr01 // (ln1 Ln) sub0r in le.
have -> : slack a 0 = a ^+ n * (ln n%:R - N%:R / n%:R).
  rewrite /slack /primitive expr0n /= !subr0 [X in ln (X / a)]exprSr mulfK ?gt_eqF // (lnXn Ln) //; ring.
rewrite mulr_ge0 ?exprn_ge0 ?(ltW a0) // N_less.
have -> : ln n%:R - (n%:R - 1) / n%:R = 1 / n%:R - 1 - - ln n%:R.
  by move: (n%:R : R) n0 => m m0; field; rewrite gt_eqF.
by rewrite subr_ge0.
Qed.

(** A piece. *)
Lemma slack_low a b : 0 <= b -> b < a -> a <= 1 -> - (n%:R * N%:R * (a - b) ^+ 2) <= slack a b.
Proof.
move=> b0 ba a1; have a0 := le_lt_trans b0 ba; have d0 : 0 < a - b by rewrite subr_gt0.
have n0 : 0 < n%:R :> R by rewrite ltr0n.
have [e|bn] := eqVneq b 0.
  rewrite e; apply: le_trans (slack_from0 a0); rewrite oppr_le0 mulr_ge0 ?sqr_ge0 ?mulr_ge0 ?ler0n //.
have bp : 0 < b by rewrite lt0r bn.
set q := (a ^+ n - b ^+ n) / (a - b).
have dq : a ^+ n - b ^+ n = (a - b) * q by rewrite /q mulrC divfK // gt_eqF.
have aN : 0 < a ^+ N by rewrite exprn_gt0.
have q1 : a ^+ N <= q by rewrite ler_pdivl_mulr // powers_below // ltW.
have qn : q <= n%:R * a ^+ N by rewrite ler_pdivr_mulr // powers_above // ltW.
have q0 := lt_le_trans aN q1.
have l1 : 1 - q / (n%:R * a ^+ N) <= ln n%:R + N%:R * ln a - ln q.
  have := ln_le Ln (divr_gt0 q0 (mulr_gt0 n0 aN)).
  rewrite (ln_div Ln q0 (mulr_gt0 n0 aN)) (lnM Ln n0 aN) (lnXn Ln _ a0).
  by rewrite -ler_opp2 !opprB.
have l2 : 1 - b / a <= ln a - ln b.
  by have := ln_le Ln (divr_gt0 bp a0); rewrite (ln_div Ln) // -ler_opp2 !opprB.
have E : slack a b = (a - b) * q * (ln n%:R + N%:R * ln a - ln q) + N%:R * b ^+ n * (ln a - ln b)
    - N%:R * ((a - b) * q) / n%:R.
  rewrite /slack -/q -dq /primitive; ring.
have low : (a - b) * q * (1 - q / (n%:R * a ^+ N)) + N%:R * b ^+ n * (1 - b / a) - N%:R * ((a - b) * q) / n%:R
    <= slack a b.
  rewrite E ler_add2r; apply: ler_add; apply: ler_wpmul2l => //; first by rewrite ltW // mulr_gt0.
  by rewrite mulr_ge0 ?ler0n ?exprn_ge0.
apply: le_trans low; rewrite -subr_ge0 -(pmulr_rge0 _ (mulr_gt0 n0 aN)).
have Bq : b ^+ n = a * a ^+ N - (a - b) * q by rewrite -dq -exprS opprB addrC subrK.
have z0 : 0 <= a ^+ N / a by rewrite divr_ge0 ?ltW.
have z1 : N%:R * (a ^+ N / a) <= N%:R.
  case: (N) => [|m]; first by rewrite mul0r.
  by rewrite exprSr mulfK ?gt_eqF // ler_pimulr ?ler0n // exprn_ile1 // ltW.
have N0 : 0 <= n%:R - 1 :> R by rewrite -N_less ler0n.
have -> : n%:R * a ^+ N * ((a - b) * q * (1 - q / (n%:R * a ^+ N)) + N%:R * b ^+ n * (1 - b / a)
      - N%:R * ((a - b) * q) / n%:R - - (n%:R * N%:R * (a - b) ^+ 2)) =
    (a - b) * ((n%:R * (n%:R - 1) * (a ^+ N) ^+ 2 - q * (q - a ^+ N)) +
      n%:R * (n%:R - 1) * (a ^+ N / a) * (a - b) * (n%:R * a ^+ N - q) +
      n%:R ^+ 2 * a ^+ N * (a - b) * (N%:R - N%:R * (a ^+ N / a))).
  clearbody q; rewrite Bq N_less; move: (n%:R : R) (a ^+ N) n0 aN => m A m0 A0.
  by field; rewrite !gt_eqF.
apply: mulr_ge0; first exact: ltW.
apply: addr_ge0; first apply: addr_ge0.
- rewrite subr_ge0 (_ : _ * _ ^+ 2 = n%:R * a ^+ N * (n%:R * a ^+ N - a ^+ N)); last by ring.
  by apply: ler_pmul; [exact: ltW | rewrite subr_ge0 | exact: qn | rewrite ler_add2r].
- apply: mulr_ge0; last by rewrite subr_ge0.
  exact: mulr_ge0 (mulr_ge0 (mulr_ge0 (ltW n0) N0) z0) (ltW d0).
- apply: mulr_ge0; last by rewrite subr_ge0.
  exact: mulr_ge0 (mulr_ge0 (sqr_ge0 _) (ltW aN)) (ltW d0).
Qed.

(** i pieces of length e. *)
Lemma slack_pieces b e i : 0 <= b -> 0 < e -> b + i.+1%:R * e <= 1 ->
  - (i.+1%:R * (n%:R * N%:R * e ^+ 2)) <= slack (b + i.+1%:R * e) b.
Proof.
move=> b0 e0; elim: i => [|i IH] le.
  have := slack_low b0 (_ : b < b + 1%:R * e) le; rewrite addrAC subrr add0r !mul1r.
  by apply; rewrite ltr_addl.
have i0 : 0 < i.+1%:R * e by rewrite mulr_gt0 ?ltr0n.
have step : b + i.+2%:R * e = b + i.+1%:R * e + e by rewrite -[i.+2]addn1 natrD mulrDl mul1r addrA.
have b1 : b < b + i.+1%:R * e by rewrite ltr_addl.
have b2 : b + i.+1%:R * e < b + i.+2%:R * e by rewrite step ltr_addl.
apply: le_trans (slack_split b0 b1 b2).
set C := n%:R * N%:R * e ^+ 2.
have -> : - (i.+2%:R * C) = - C + - (i.+1%:R * C) by rewrite -[i.+2]addn1 natrD; ring.
apply: ler_add.
  have := slack_low (ltW (le_lt_trans b0 b1)) b2 le.
  by rewrite (_ : _ - _ = e) // step addrAC subrr add0r.
by apply: IH; apply: le_trans le; apply: ltW.
Qed.

Hypothesis archimedean : Num.archimedean_axiom R.

Lemma slack_ge0 a b : 0 <= b -> b < a -> a <= 1 -> 0 <= slack a b.
Proof.
move=> b0 ba a1; have d0 : 0 < a - b by rewrite subr_gt0.
rewrite leNgt; apply/negP => neg; set K := n%:R * N%:R * (a - b) ^+ 2.
have K0 : 0 <= K by rewrite mulr_ge0 ?sqr_ge0 // mulr_ge0 ?ler0n.
have s0 : 0 < - slack a b by rewrite oppr_gt0.
have [m] := archimedean (K / - slack a b); rewrite ger0_norm; last by rewrite divr_ge0 // ltW.
move=> lt.
have m0 : 0 < m.+1%:R :> R by rewrite ltr0n.
have e0 : 0 < (a - b) / m.+1%:R by rewrite divr_gt0.
have end_ : b + m.+1%:R * ((a - b) / m.+1%:R) = a by rewrite mulrC divfK ?gt_eqF // addrC subrK.
have := @slack_pieces b _ m b0 e0; rewrite end_ => /(_ a1).
have -> : m.+1%:R * (n%:R * N%:R * ((a - b) / m.+1%:R) ^+ 2) = K / m.+1%:R.
  by rewrite /K; move: (m.+1%:R : R) m0 => M M0; field; rewrite gt_eqF.
rewrite leNgt => /negP; apply; rewrite ltr_oppr ltr_pdivr_mulr // -ltr_pdivr_mull // mulrC.
by apply: lt_trans lt _; rewrite ltr_nat.
Qed.

End Interval.

(** A sum over the levels of the reward, each of which is an interval of quantiles. *)
Section Levels.
Variables (R : realFieldType) (X : finType) (r : X -> option int) (p : X -> R) (G : R -> R).
Hypothesis fp : forecast p.
Notation F := (up_to r p).
Notation B := (below r p).

Definition slope x := (G (F x) - G (B x)) / (F x - B x).

(** How many outcomes have a reward of at most that of x. *)
Definition rank x := #|[pred y | reward_le (r y) (r x)]|.

Lemma reward_lexx a : reward_le a a.
Proof. by case: a => //= m; rewrite lexx. Qed.

Lemma rank_lt x y : reward_lt (r x) (r y) -> (rank x < rank y)%N.
Proof.
move=> lt; apply: proper_card; apply/properP; split.
  by apply/subsetP => z; rewrite !inE => zx; apply: reward_le_trans zx (reward_lt_le lt).
by exists y; rewrite inE ?reward_lexx //; apply: lt.
Qed.

(** The highest of some outcomes. *)
Lemma highest (P : pred X) x0 : P x0 -> exists2 x, P x & forall y, P y -> reward_le (r y) (r x).
Proof.
move=> P0; case: (@arg_maxnP X x0 P rank P0) => x Px top; exists x => // y Py.
by apply: contraTT (top y Py) => nle; rewrite -ltnNge; apply: rank_lt.
Qed.

Lemma sum_slopes_to x : \sum_(y | reward_le (r y) (r x)) p y * slope y = G (F x) - G 0.
Proof.
move: {2}(rank x) (leqnn (rank x)) => k; elim: k x => [|k IH] x le.
  by move: le; rewrite leqn0 => /eqP/card0_eq /(_ x); rewrite !inE reward_lexx.
rewrite (bigID (fun y => reward_lt (r y) (r x))) /=.
have -> : \sum_(y | reward_le (r y) (r x) && ~~ reward_lt (r y) (r x)) p y * slope y = G (F x) - G (B x).
  transitivity (\sum_(y | level r (r x) y) p y * slope x).
    apply: eq_big => y; last first.
      move=> /andP[yx]; rewrite negbK => xy; have e := reward_le_anti yx xy.
      by rewrite /slope /up_to /below e.
    by rewrite negbK; apply/andP/eqP => [[yx xy]|->]; [exact: reward_le_anti | rewrite reward_lexx].
  rewrite -mulr_suml -/(Pr p _) -level_share /slope; have [e|ne] := eqVneq (F x) (B x).
    by rewrite e !subrr mul0r.
  by rewrite mulrC divfK // subr_eq0.
case: (pickP (fun y => reward_lt (r y) (r x))) => [y0 lt0|none].
  have [y lty top] := @highest (fun y => reward_lt (r y) (r x)) y0 lt0.
  have same z : reward_le (r z) (r x) && reward_lt (r z) (r x) = reward_le (r z) (r y).
    apply/andP/idP => [[_ /top] //|zy]; have zx := reward_le_lt_trans zy lty.
    by split=> //; apply: reward_lt_le.
  rewrite (eq_bigl _ _ same) IH; last by rewrite -ltnS (leq_trans (rank_lt lty)).
  have -> : B x = F y; last by rewrite addrC addrA subrK.
  apply: eq_bigl => z /=; rewrite -same; apply/idP/andP => [lt|[]//]; split=> //; exact: reward_lt_le.
rewrite big_pred0 => [|y]; last by rewrite none andbF.
have -> : B x = 0; last by rewrite add0r.
by rewrite /below /Pr big_pred0 // => y; apply: none.
Qed.

Lemma sum_slopes : \sum_x p x * slope x = G 1 - G 0.
Proof.
have [p0 p1] := fp; have [x0 _] := outcome_exists fp.
have [x _ top] := @highest predT x0 isT; rewrite -p1.
have e : F x = \sum_y p y by apply: eq_bigl => y /=; apply: top.
by rewrite -e -sum_slopes_to; apply: eq_bigl => y; rewrite top.
Qed.

End Levels.

(** tilt/best-of-n (divergence): history-possible-for-mimic.
    The best of n + 1 draws diverges from one by ln (n + 1) - n/(n + 1) at most, wherever the field is Archimedean. *)
Theorem tilt_best_of_n_divergence (R : realFieldType) (ln : R -> R) (X : finType) (r : X -> option int) (p : X -> R) n :
  Num.archimedean_axiom R -> logarithm ln -> forecast p ->
  KL ln (best_law r p n.+1) p <= ln n.+1%:R - n%:R / n.+1%:R.
Proof.
move=> arch Ln fp; have [p0 p1] := fp; pose G := primitive ln n.
have -> : ln n.+1%:R - n%:R / n.+1%:R = G 1 - G 0.
  rewrite /G /primitive !expr1n expr0n /= (ln1 Ln); move: (ln _) (n.+1%:R^-1) => l i.
  by rewrite !mul0r; ring.
rewrite -(sum_slopes r _ fp); apply: ler_sum => x _; have [px|px] := eqVneq (p x) 0.
  by rewrite best_law_later px !mul0r.
have px0 : 0 < p x by rewrite lt0r px p0.
set F := up_to r p x; set B := below r p x.
have s : F - B = Pr p (level r (r x)) by apply: level_share.
have BF : B < F.
  rewrite -subr_gt0 s /Pr (bigD1 x) /=; last exact: eqxx.
  by rewrite ltr_paddr ?sumr_ge0.
have d0 : F - B != 0 by rewrite subr_eq0 gt_eqF.
have -> : best_law r p n.+1 x = p x * ((F ^+ n.+1 - B ^+ n.+1) / (F - B)).
  by rewrite (best_law_powers r fp) /given /level /= eqxx -/(level r (r x)) -s mulrAC mulrA.
rewrite [p x * _ / p x]mulrC mulKf // -mulrA; apply: ler_wpmul2l => //.
rewrite /slope -/F -/B mulrAC; apply: ler_wpmul2r; first by rewrite invr_ge0 subr_ge0 ltW.
by rewrite -subr_ge0; apply: (slack_ge0 n Ln arch) BF _; [apply: below_ge0 | apply: Pr_le1].
Qed.
