(** Pinsker's inequality with two more terms (Kullback 1967, 1970; Topsøe 2001), wherever the field is Archimedean.

    Two outcomes are enough. On the way from p to q in n equal steps, 1/(x (1 - x)) is at least four times the sum of
    the first four powers of (2x - 1)^2. What that adds up to is a polynomial, but for at most 144/n, and it is at least
    the bound. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log pinsker.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** The bound at a distance of v. *)
Definition refined (R : realFieldType) (v : R) :=
  2%:R * v ^+ 2 + 4%:R / 9%:R * v ^+ 4 + 32%:R / 135%:R * v ^+ 6.

Definition refined_pinsker (R : realFieldType) (ln : R -> R) := forall (X : finType) (p q : X -> R),
  forecast p -> forecast q -> within p q -> refined (TV p q) <= KL ln p q.

Section Polynomial.
Variable R : realFieldType.
Implicit Types (a b v w y : R).

(** How far a power lies from its tangent. *)
Lemma bend a b n : `|a| <= 1 -> `|b| <= 1 ->
  `|a ^+ n - b ^+ n - n%:R * b ^+ n.-1 * (a - b)| <= (n ^ 2)%:R * (a - b) ^+ 2.
Proof.
move=> a1 b1; elim: n => [|n IH]; first by rewrite !expr0 subrr !mul0r subrr normr0.
have -> : a ^+ n.+1 - b ^+ n.+1 - n.+1%:R * b ^+ n.+1.-1 * (a - b)
  = a * (a ^+ n - b ^+ n - n%:R * b ^+ n.-1 * (a - b)) + n%:R * b ^+ n.-1 * (a - b) ^+ 2.
  case: n {IH} => [|n] /=; first by rewrite !expr1 !expr0; ring.
  by rewrite !exprS -[n.+2]addn1 -[n.+1]addn1 !natrD; ring.
apply: le_trans (ler_norm_add _ _) _.
have -> : (n.+1 ^ 2)%:R * (a - b) ^+ 2 = (n ^ 2)%:R * (a - b) ^+ 2 + n%:R * (a - b) ^+ 2 + n.+1%:R * (a - b) ^+ 2.
  by rewrite !natrX -[n.+1]addn1 natrD; ring.
apply: ler_paddr; first by rewrite mulr_ge0 ?ler0n ?sqr_ge0.
apply: ler_add.
  by rewrite normrM; apply: le_trans IH; rewrite ler_pimull.
rewrite normrM [X in _ * X]ger0_norm ?sqr_ge0 //; apply: ler_wpmul2r; first exact: sqr_ge0.
by rewrite normrM ger0_norm ?ler0n // ler_pimulr ?ler0n // normrX exprn_ile1.
Qed.

(** The sum to be, as a function of y = 2x - 1, and its slope, for w = 2p - 1. *)
Definition total w y := w * y - 2%:R^-1 * y ^+ 2 + w * (3%:R^-1 * y ^+ 3) - 4%:R^-1 * y ^+ 4
  + w * (5%:R^-1 * y ^+ 5) - 6%:R^-1 * y ^+ 6 + w * (7%:R^-1 * y ^+ 7) - 8%:R^-1 * y ^+ 8.
Definition slope w y := (w - y) * (1 + y ^+ 2 + y ^+ 4 + y ^+ 6).

Lemma total_step w a b : `|w| <= 1 -> `|a| <= 1 -> `|b| <= 1 ->
  total w b - total w a <= slope w b * (b - a) + 36%:R * (a - b) ^+ 2.
Proof.
move=> w1 a1 b1; pose t n := a ^+ n - b ^+ n - n%:R * b ^+ n.-1 * (a - b).
have le c n : `|c| <= 1 -> (0 < n)%N -> c * (n%:R^-1 * t n) <= n%:R * (a - b) ^+ 2.
  move=> c1 n0; have nr : 0 < n%:R :> R by rewrite ltr0n.
  apply: le_trans (ler_norm _) _; rewrite !normrM.
  apply: (@le_trans _ _ (`|n%:R^-1| * `|t n|)); first by rewrite ler_pimull // mulr_ge0.
  rewrite ger0_norm ?invr_ge0 ?ler0n // mulrC ler_pdivr_mulr // mulrAC.
  by have := bend n a1 b1; rewrite -/(t n) natrX expr2.
have m1 : `|- w| <= 1 by rewrite normrN.
have o1 : `|1 : R| <= 1 by rewrite normr1.
have -> : total w b - total w a = slope w b * (b - a)
    + (- w * (1%:R^-1 * t 1%N) + 1 * (2%:R^-1 * t 2%N) + - w * (3%:R^-1 * t 3%N) + 1 * (4%:R^-1 * t 4%N)
    + - w * (5%:R^-1 * t 5%N) + 1 * (6%:R^-1 * t 6%N) + - w * (7%:R^-1 * t 7%N) + 1 * (8%:R^-1 * t 8%N)).
  by rewrite /total /slope /t /=; field.
rewrite ler_add2l; set z := (a - b) ^+ 2 in le *.
have -> : 36%:R * z = 1%:R * z + 2%:R * z + 3%:R * z + 4%:R * z + 5%:R * z + 6%:R * z + 7%:R * z + 8%:R * z by ring.
by do 7! (apply: ler_add; last exact: le); exact: le.
Qed.

(** It is the bound and more. *)
Lemma total_refined v w : 0 <= v -> v <= 1 -> refined v <= total w w - total w (w - 2%:R * v).
Proof.
move=> v0 v1; pose s := w - 4%:R / 3%:R * v; pose c : R := 992%:R / (7%:R * 729%:R).
have ws : w = s + 4%:R / 3%:R * v by rewrite subrK.
have c5 : 5%:R / 32%:R <= c.
  by rewrite ler_pdivr_mulr ?ltr0n // /c mulrAC ler_pdivl_mulr ?mulr_gt0 ?ltr0n // -!natrM ler_nat.
have P n m : 0 <= n%:R / m%:R :> R by rewrite divr_ge0 ?ler0n.
rewrite -subr_ge0; have -> : total w w - total w (w - 2%:R * v) - refined v
  = v ^+ 2 * (2%:R * s ^+ 6 + 2%:R * s ^+ 4 + s ^+ 2
    + (v * s) ^+ 2 * (20%:R / 3%:R * (s + 8%:R / 45%:R * v) ^+ 2 + 4064%:R / 1215%:R * v ^+ 2)
    + (s + 32%:R / 135%:R * v ^+ 3) ^+ 2 + (7%:R / 540%:R) * (263%:R / 540%:R) * v ^+ 6
    + 8%:R / 3%:R * (v * (s + 32%:R / 189%:R * v ^+ 3)) ^+ 2
    + 3%:R / 32%:R * ((55%:R / 567%:R) * (1079%:R / 567%:R)) * v ^+ 8
    + (c - 5%:R / 32%:R) * v ^+ 6 + 3%:R / 32%:R * v ^+ 6 * (1 - v ^+ 2)).
  by rewrite /total /refined /c ws; field.
apply: mulr_ge0; first exact: sqr_ge0.
have v6 : 0 <= v ^+ 6 by apply: exprn_ge0.
have two n : 0 <= n%:R :> R by apply: ler0n.
have p4 u : 0 <= u ^+ 4 :> R by rewrite (exprM u 2 2) sqr_ge0.
have p6 u : 0 <= u ^+ 6 :> R by rewrite (exprM u 3 2) sqr_ge0.
have p8 u : 0 <= u ^+ 8 :> R by rewrite (exprM u 4 2) sqr_ge0.
rewrite !addr_ge0 ?sqr_ge0 //.
- by apply: mulr_ge0.
- by apply: mulr_ge0.
- by apply: mulr_ge0 (sqr_ge0 _) _; apply: addr_ge0; apply: mulr_ge0 (P _ _) (sqr_ge0 _).
- by apply: mulr_ge0 (p6 _); apply: mulr_ge0.
- by apply: mulr_ge0 (P _ _) (sqr_ge0 _).
- by apply: mulr_ge0 (p8 _); apply: mulr_ge0 (P _ _) _; apply: mulr_ge0.
- by apply: mulr_ge0 (p6 _); rewrite subr_ge0.
- by apply: mulr_ge0; [apply: mulr_ge0 (P _ _) (p6 _) | rewrite subr_ge0 exprn_ile1].
Qed.

End Polynomial.

Section Refined.
Variables (R : realFieldType) (ln : R -> R).
Hypothesis archimedean : Num.archimedean_axiom R.
Hypothesis Ln : logarithm ln.
Local Notation score := (score ln).

Lemma within_one (x : R) : 0 <= x -> x <= 1 -> `|2%:R * x - 1| <= 1.
Proof.
move=> x0 x1; rewrite ler_norml ler_subr_addl subrr mulr_ge0 ?ler0n //= ler_subl_addr.
by rewrite (_ : 1 + 1 = 2%:R * 1) ?ler_pmul2l ?ltr0n // mulr1.
Qed.

Lemma score_total (p x y : R) : p <= 1 -> 0 < y -> y <= x -> x <= p ->
  total (2%:R * p - 1) (2%:R * x - 1) - total (2%:R * p - 1) (2%:R * y - 1)
    <= score p x - score p y + 144%:R * (x - y) ^+ 2.
Proof.
move=> p1 y0 yx xp; have x0 := lt_le_trans y0 yx; have p0 := lt_le_trans x0 xp.
have x1 := le_trans xp p1; have y1 := le_trans yx x1.
apply: le_trans (total_step (within_one (ltW p0) p1) (within_one (ltW y0) y1) (within_one (ltW x0) x1)) _.
have -> : 36%:R * (2%:R * y - 1 - (2%:R * x - 1)) ^+ 2 = 144%:R * (x - y) ^+ 2 by ring.
rewrite ler_add2r; apply: le_trans (score_drop Ln p1 y0 yx xp).
have [x1'|x1'] := ltrP x 1; last first.
  have e : p - x = 0 by apply/eqP; rewrite subr_eq0 eq_le xp (le_trans p1).
  rewrite e /slope (_ : 2%:R * p - 1 - (2%:R * x - 1) = 2%:R * (p - x)); last by ring.
  by rewrite e !(mulr0, mul0r).
rewrite ler_pdivl_mulr; last by rewrite mulr_gt0 // subr_gt0.
rewrite -subr_ge0 /slope.
have -> : (x - y) * (p - x)
    - (2%:R * p - 1 - (2%:R * x - 1)) * (1 + (2%:R * x - 1) ^+ 2 + (2%:R * x - 1) ^+ 4 + (2%:R * x - 1) ^+ 6)
      * (2%:R * x - 1 - (2%:R * y - 1)) * (x * (1 - x)) = (x - y) * (p - x) * ((2%:R * x - 1) ^+ 4) ^+ 2 by ring.
by rewrite mulr_ge0 ?sqr_ge0 // mulr_ge0 ?subr_ge0.
Qed.

(** Along n equal steps from p to q. *)
Lemma score_path (p q : R) n : p <= 1 -> 0 < q -> q <= p -> (0 < n)%N -> forall i, (i <= n)%N ->
  total (2%:R * p - 1) (2%:R * p - 1) - total (2%:R * p - 1) (2%:R * (p - i%:R * ((p - q) / n%:R)) - 1)
    <= score p p - score p (p - i%:R * ((p - q) / n%:R)) + i%:R * (144%:R * ((p - q) / n%:R) ^+ 2).
Proof.
move=> p1 q0 qp n0; have n0' : 0 < n%:R :> R by rewrite ltr0n.
set d := (p - q) / n%:R; have d0 : 0 <= d by rewrite divr_ge0 ?subr_ge0 // ltW.
elim=> [|i IH] lt; first by rewrite !mul0r subr0 !subrr addr0.
have := IH (ltnW lt); set x := p - i%:R * d; set y := p - i.+1%:R * d => le.
have xp : x <= p by rewrite ler_subl_addr ler_addl mulr_ge0 ?ler0n.
have yx : y <= x by rewrite ler_add2l ler_opp2 ler_wpmul2r // ler_nat.
have y0 : 0 < y.
  apply: lt_le_trans q0 _; have -> : q = p - n%:R * d by rewrite /d; field; rewrite gt_eqF.
  by rewrite ler_add2l ler_opp2 ler_wpmul2r // ler_nat.
have xy : x - y = d by rewrite /x /y -[i.+1]addn1 natrD; ring.
have := ler_add le (score_total p1 y0 yx xp); rewrite xy; set t := total _ in le *.
have -> : t (2%:R * p - 1) - t (2%:R * x - 1) + (t (2%:R * x - 1) - t (2%:R * y - 1))
  = t (2%:R * p - 1) - t (2%:R * y - 1) by ring.
move=> /le_trans; apply; rewrite le_eqVlt; apply/orP; left; apply/eqP.
by rewrite -[i.+1]addn1 natrD; ring.
Qed.

Lemma score_refined (p q : R) : p <= 1 -> 0 < q -> q <= p -> refined (p - q) <= score p p - score p q.
Proof.
move=> p1 q0 qp; set v := p - q; have v0 : 0 <= v by rewrite subr_ge0.
have v1 : v <= 1 by rewrite ler_subl_addr (le_trans p1) // ler_addl ltW.
apply: le_trans (total_refined (2%:R * p - 1) v0 v1) _.
have -> : 2%:R * p - 1 - 2%:R * v = 2%:R * q - 1 by rewrite /v; ring.
rewrite leNgt; apply/negP; rewrite -subr_gt0; set e := _ - _ => e0.
have [n] := archimedean (144%:R / e); rewrite ger0_norm; last by rewrite divr_ge0 ?ler0n // ltW.
rewrite ltr_pdivr_mulr // => lt.
have n0 : (0 < n)%N by case: n lt => //; rewrite mul0r => /lt_geF; rewrite ler0n.
have n0' : 0 < n%:R :> R by rewrite ltr0n.
have := score_path p1 q0 qp n0 (leqnn n).
have -> : n%:R * ((p - q) / n%:R) = v by rewrite /v; field; rewrite gt_eqF.
have -> : p - v = q by rewrite /v; ring.
rewrite -ler_subl_addl -/e => le.
have : n%:R * e <= n%:R * (n%:R * (144%:R * ((p - q) / n%:R) ^+ 2)) by rewrite ler_pmul2l.
have -> : n%:R * (n%:R * (144%:R * ((p - q) / n%:R) ^+ 2)) = 144%:R * v ^+ 2 by rewrite /v; field; rewrite gt_eqF.
by rewrite leNgt (le_lt_trans _ lt) // ler_pimulr ?ler0n // exprn_ile1.
Qed.

Lemma refined_archimedean : refined_pinsker ln.
Proof.
apply: (two_outcomes Ln) score_refined.
by rewrite /refined !exprS !mul0r !mulr0 !addr0.
Qed.

End Refined.
