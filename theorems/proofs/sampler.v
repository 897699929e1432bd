(** What a sampler that cuts off unlikely outcomes does to forecasts. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mimics Require Import prelude log tilt.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section TopP.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y) (p : X -> R) (S : pred X).

(** sampler/top-p (distance): history-possible-for-mimic.
    A sampler that keeps the outcomes S, whatever they are, is off by the probability of the rest. *)
Theorem sampler_top_p_distance : forecast p -> 0 < Pr p S -> TV p (given p S) = 1 - Pr p S.
Proof. exact: TV_given. Qed.

(** sampler/top-p (divergence): history-possible-for-mimic.
    Its divergence from the mimic is -ln p(S). *)
Theorem sampler_top_p_divergence (ln : R -> R) : logarithm ln -> forecast p -> 0 < Pr p S ->
  KL ln (given p S) p = - ln (Pr p S).
Proof. by move=> Ln [p0 _]; apply: KL_given. Qed.

(** sampler/top-p (cells): history-possible-for-mimic.
    In a cell that it still reaches it keeps the forecast if and only if S holds all of the cell that p reaches. *)
Theorem sampler_top_p_cells y : forecast p -> 0 < Pr p S -> 0 < Pr (given p S) (cell f y) ->
  (keeps f (given p S) p y <-> forall x, cell f y x -> p x != 0 -> S x).
Proof.
move=> [p0 _] s0 c0; have e1 : expect p (fun x => (S x)%:R) = Pr p S by rewrite PrE.
split=> [k x cx px|all x].
  apply: contraT => nS; have := k x; rewrite {1}/given cx {1}/given (negbTE nS) mul0r /given cx => /esym/eqP.
  rewrite mulf_eq0 (negbTE px) invr_eq0 /= => /eqP e0; case/eqP: px; exact: Pr_eq0 e0 cx.
rewrite (eq_given _ (given_weigh p S)); apply: given_weigh_same (oner_neq0 R) _ x; first by rewrite e1 gt_eqF.
by move=> z cz pz; rewrite (all z cz pz).
Qed.

End TopP.
