(** What a gain of reward costs in divergence, and how little a bounded reward can gain without any. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log tilt.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Budget.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.
Implicit Types (p pi : X -> R) (b : R) (r : X -> option int) (lo hi : int).

(** tilt/budget (both-ways): history-possible-for-mimic, optimum-exists.
    The gain of reward pays for the divergence to and fro. It supposes allowed, that p never earns -oo: otherwise both
    sides are infinite. *)
Theorem tilt_budget_both_ways b r p : 1 < b -> forecast p -> optimum_exists r p -> allowed r p ->
  KL ln (optimum b r p) p + KL ln p (optimum b r p) = ln b * (income r (optimum b r p) - income r p).
Proof.
move=> b1 fp opt al; have [/(_ (fun x e => e) al) <- _] := tilt_optimum Ln b1 fp opt fp.
by have [p0 _] := fp; rewrite /objective KLpp //; ring.
Qed.

(** tilt/budget (divergence): history-possible-for-mimic, optimum-exists.
    So the optimum is no further from p than the gain pays for. It supposes allowed as well. *)
Theorem tilt_budget_divergence b r p : 1 < b -> forecast p -> optimum_exists r p -> allowed r p ->
  KL ln (optimum b r p) p <= ln b * (income r (optimum b r p) - income r p).
Proof.
move=> b1 fp opt al; rewrite -tilt_budget_both_ways // ler_addl; have b0 := lt_trans ltr01 b1.
have [_ [/(_ (conj (fun x e => e) al)) w _]] := tilt_optimum Ln b1 fp opt fp.
by apply: KL_ge0 => //; apply: optimum_forecast.
Qed.

(** Where p is positive, rewards are finite and between two bounds. *)
Definition reward_finite_in_reach r p lo hi := forall x, p x != 0 -> if r x is Some n then lo <= n <= hi else false.

(** tilt/bounded-reward (distance): history-possible-for-mimic, challenger-given, challenger-dominated, reward-finite-in-reach.
    The mean of a bounded reward moves by at most its range times the distance. *)
Theorem tilt_bounded_reward_distance r p pi lo hi : forecast p -> forecast pi -> challenger_dominated pi p ->
  reward_finite_in_reach r p lo hi -> `|income r pi - income r p| <= (hi - lo)%:~R * TV pi p.
Proof.
move=> [_ p1] [_ pi1] d fin; pose c : R := (hi + lo)%:~R / 2%:R; pose a x : R := if r x is Some n then n%:~R else 0.
have -> : income r pi - income r p = \sum_x (pi x - p x) * (a x - c).
  rewrite (eq_bigr (fun x => pi x * a x - p x * a x - (pi x - p x) * c)) => [|x _]; last by ring.
  by rewrite sumrB -mulr_suml sumrB sumrB pi1 p1 subrr mul0r subr0.
apply: le_trans (ler_norm_sum _ _ _) _; rewrite /TV mulrA mulr_sumr; apply: ler_sum => x _.
have [px|px] := eqVneq (p x) 0; first by rewrite d // px subrr mul0r !normr0 mulr0.
rewrite normrM mulrC; apply: ler_wpmul2r => //; have := fin x px; rewrite /a /c.
case: (r x) => // n /andP[]; rewrite -(ler_int R) -[n <= hi](ler_int R) rmorphB rmorphD /=.
move: (n%:~R) (lo%:~R) (hi%:~R) => v l h lv vh; rewrite ler_norml; apply/andP; split; rewrite -subr_ge0.
  by rewrite (_ : v - (h + l) / 2%:R - - ((h - l) / 2%:R) = v - l) ?subr_ge0 //; field.
by rewrite (_ : (h - l) / 2%:R - (v - (h + l) / 2%:R) = h - v) ?subr_ge0 //; field.
Qed.

(** tilt/bounded-reward (divergence): history-possible-for-mimic, challenger-given, challenger-dominated, reward-finite-in-reach.
    By Pinsker's inequality twice the square of that is at most the divergence times the square of the range. *)
Theorem tilt_bounded_reward_divergence r p pi lo hi : pinsker ln -> forecast p -> forecast pi ->
  challenger_dominated pi p -> reward_finite_in_reach r p lo hi ->
  2%:R * (income r pi - income r p) ^+ 2 <= (hi - lo)%:~R ^+ 2 * KL ln pi p.
Proof.
move=> pin fp fpi d fin; apply: le_trans (ler_wpmul2l (sqr_ge0 _) (pin _ _ _ fpi fp d)).
rewrite [X in _ <= X]mulrCA -exprMn; apply: ler_wpmul2l; first exact: ler0n.
have le := tilt_bounded_reward_distance fp fpi d fin.
by rewrite -real_normK ?num_real // ler_expn2r // nnegrE (le_trans _ le).
Qed.

End Budget.
