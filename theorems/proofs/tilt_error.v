(** What an error in the reward does to tuning with a penalty. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log tilt tilt_budget forcing forcing_soft.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Error.
Variables (R : realFieldType) (X : finType).
Implicit Types (p w v g labels : X -> R) (s b : R).

(** Factors that differ by s at most move a forecast by (s - 1)/(s + 1) at most. *)
Lemma TV_weigh_ratio p w v s : forecast p -> nonneg w -> nonneg v -> 0 < expect p w -> 0 < expect p v -> 1 <= s ->
  (forall x, p x != 0 -> w x <= s * v x) -> (forall x, p x != 0 -> v x <= s * w x) ->
  TV (weigh p w) (weigh p v) <= (s - 1) / (s + 1).
Proof.
move=> [p0 p1] w0 v0 zw zv s1 wv vw; have [[a0 a1] [b0 b1]] := (weigh_forecast p0 w0 zw, weigh_forecast p0 v0 zv).
rewrite TV_attained ?a1 ?b1 //; set E : pred X := [pred x | _ < _].
have fw : forecast (weigh p w) by []; have fv : forecast (weigh p v) by [].
have cross u t (A : pred X) : (forall x, p x != 0 -> u x <= s * t x) ->
    \sum_(x | A x) p x * u x <= s * \sum_(x | A x) p x * t x.
  move=> ut; rewrite mulr_sumr; apply: ler_sum => x _; rewrite mulrCA.
  by have [->|px] := eqVneq (p x) 0; [rewrite !mul0r | apply: ler_wpmul2l => //; apply: ut].
have odds : Pr (weigh p w) E * (1 - Pr (weigh p v) E) <= s ^+ 2 * (Pr (weigh p v) E * (1 - Pr (weigh p w) E)).
  rewrite -!PrC // !Pr_weigh.
  have -> : s ^+ 2 * ((\sum_(x | E x) p x * v x) / expect p v * ((\sum_(x | predC E x) p x * w x) / expect p w)) =
      s * (\sum_(x | E x) p x * v x) / expect p w * (s * (\sum_(x | predC E x) p x * w x) / expect p v).
    by field; rewrite !gt_eqF.
  apply: ler_pmul.
  - by apply: divr_ge0; [apply: sumr_ge0 => x _; rewrite mulr_ge0 | apply: ltW].
  - by apply: divr_ge0; [apply: sumr_ge0 => x _; rewrite mulr_ge0 | apply: ltW].
  - by apply: ler_wpmul2r; [rewrite invr_ge0 ltW | apply: cross].
  - by apply: ler_wpmul2r; [rewrite invr_ge0 ltW | apply: cross].
have [a01 b01] : 0 <= Pr (weigh p w) E <= 1 /\ 0 <= Pr (weigh p v) E <= 1 by rewrite !Pr_ge0 ?Pr_le1.
move: odds a01 b01; move: (Pr (weigh p w) E) (Pr (weigh p v) E) => c a odds /andP[c0 c1] /andP[a0' a1'].
have s0 : 0 < s + 1 by rewrite ltr_paddl ?ltr01 // (le_trans ler01).
have s20 : 0 <= s ^+ 2 - 1 by rewrite subr_ge0 exprn_ege1.
have D0 : 0 < 1 + (s ^+ 2 - 1) * a by rewrite ltr_paddr ?mulr_ge0 ?ltr01.
rewrite ler_pdivl_mulr // -subr_ge0 -(pmulr_rge0 _ D0).
have -> : (1 + (s ^+ 2 - 1) * a) * (s - 1 - (c - a) * (s + 1)) =
  (s - 1) * (1 - (s + 1) * a) ^+ 2 + (s + 1) * (s ^+ 2 * (a * (1 - c)) - c * (1 - a)) by ring.
by apply: addr_ge0; [rewrite mulr_ge0 ?sqr_ge0 ?subr_ge0 | rewrite mulr_ge0 ?subr_ge0 ?(ltW s0)].
Qed.

(** tilt/reward-error: history-possible-for-mimic, soft-tilts-exact (not needed).
    The rewards -D(1 - g) and -D(1 - labels) are -n and -n'; where p reaches they differ by eta at most. *)
Theorem tilt_reward_error p g labels D (n n' : X -> nat) b (eta : nat) : forecast p ->
  whole_exponents g D n -> whole_exponents labels D n' -> 1 <= b ->
  (forall x, p x != 0 -> (n x <= n' x + eta)%N && (n' x <= n x + eta)%N) ->
  TV (soft_optimum p n b) (soft_optimum p n' b) <= (b ^+ eta - 1) / (b ^+ eta + 1).
Proof.
move=> fp _ _ b1 near; have b0 : 0 < b := lt_le_trans ltr01 b1.
have ratio (i j : nat) : (j <= i + eta)%N -> b ^- i <= b ^+ eta * b ^- j.
  move=> le; rewrite -ler_pdivr_mulr ?invr_gt0 ?exprn_gt0 // invrK mulrC ler_pdivr_mulr ?exprn_gt0 //.
  by rewrite mulrC -exprD ler_weexpn2l // addnC.
apply: TV_weigh_ratio => //.
- by move=> x; apply: soft_ge0.
- by move=> x; apply: soft_ge0.
- exact: soft_mass.
- exact: soft_mass.
- exact: exprn_ege1.
- by move=> x /near /andP[_ le]; apply: ratio.
- by move=> x /near /andP[le _]; apply: ratio.
Qed.

End Error.
