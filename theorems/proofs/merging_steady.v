(** Whether each observation brings the forecasts of the future closer. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log merging merging_budget.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Divergence.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.
Implicit Types (A M : seq X -> R) (h g : seq X).

(** KL(A_h||M_h) over the next l steps, None for infinity: where the mimic holds possible less than she. *)
Definition future_KL l A M h : option R :=
  if [forall g : l.-tuple X, (after M h g == 0) ==> (after A h g == 0)]
  then Some (KLn ln l (after A h) (after M h)) else None.

(** E_A of it after n steps: infinite where it is after some history that she holds possible. *)
Definition expected_KL n l A M : option R :=
  if [forall h : n.-tuple X, (A h != 0) ==> isSome (future_KL l A M h)]
  then Some (mean n A (fun h => odflt 0 (future_KL l A M h))) else None.

Definition at_most (x y : option R) :=
  if y is Some b then if x is Some a then a <= b else false else true.

Lemma future_KL_finite l A M h : law A -> law M -> dominated_on_histories (size h + l) A M -> 0 < A h ->
  future_KL l A M h = Some (KLn ln l (after A h) (after M h)).
Proof.
move=> lA lM dom a0; have m0 : 0 < M h by apply: dom; rewrite ?leq_addr.
rewrite /future_KL ifT //; apply/forallP => g; apply/implyP.
rewrite /after mulf_eq0 invr_eq0 (gt_eqF m0) orbF => /eqP e0.
by rewrite (dominated0 lA dom) ?mul0r // size_cat size_tuple.
Qed.

Lemma expected_KL_dominated n l A M : law A -> law M -> expected_KL n l A M -> dominated_on_histories (n + l) A M.
Proof.
move=> lA lM; rewrite /expected_KL; case: forallP => // fin _.
have [A0 _ _] := lA; have [M0 _ _] := lM.
have full w : size w = (n + l)%N -> M w = 0 -> A w = 0.
  move=> sw mw; have st : size (take n w) == n by rewrite size_takel // sw leq_addr.
  have sd : size (drop n w) == l by rewrite size_drop sw addKn.
  have [e0|a0] := eqVneq (A (take n w)) 0; first by rewrite -(cat_take_drop n w) law_prefix0.
  have /implyP /(_ a0) := fin (Tuple st); rewrite /future_KL; case: forallP => // /(_ (Tuple sd)) /= + _.
  rewrite /after cat_take_drop mw mul0r eqxx /= mulf_eq0 invr_eq0 (negbTE a0) orbF => /eqP; exact.
move=> h sh a0; rewrite lt0r M0 andbT; apply: contraTneq a0 => m0; rewrite -leNgt.
rewrite -(law_cat (n + l - size h) h lA) hsum0 // => g sg; apply: full; first by rewrite size_cat sg subnKC.
exact: law_prefix0.
Qed.

(** What is left of the divergence is all of it less what is spent. *)
Lemma expected_KLE n l A M : law A -> law M -> dominated_on_histories (n + l) A M ->
  expected_KL n l A M = Some (KLn ln (n + l) A M - KLn ln n A M).
Proof.
move=> lA lM dom; have [A0 _ _] := lA; rewrite /expected_KL ifT; last first.
  apply/forallP => h; apply/implyP => a0; rewrite future_KL_finite ?size_tuple //.
  by rewrite lt0r a0 A0.
congr Some; rewrite /KLn hsum_cat -hsumB; apply: eq_hsum => h sh.
have [a0|a0] := eqVneq (A h) 0.
  rewrite a0 !mul0r subr0 hsum0 // => g _; by rewrite law_prefix0 // mul0r.
have Ah : 0 < A h by rewrite lt0r a0 A0.
have Mh : 0 < M h by apply: dom; rewrite // sh leq_addr.
rewrite future_KL_finite ?sh // /KLn /= -hsumZ -[X in _ - X * _](law_cat l h lA) mulrC -hsumZ -hsumB.
apply: eq_hsum => g sg; rewrite /after mulrA [A h * _]mulrC divfK //.
have [-> |ag] := eqVneq (A (h ++ g)) 0; first by rewrite !(mul0r, mulr0) subrr.
have Ag : 0 < A (h ++ g) by rewrite lt0r ag A0.
have Mg : 0 < M (h ++ g) by apply: dom; rewrite // size_cat sh sg.
rewrite [X in _ - X]mulrC -mulrBr -(ln_div Ln) ?divr_gt0 //; congr (_ * ln _).
by field; rewrite !gt_eqF.
Qed.

Lemma next_KL_ge0 L A M n : law A -> law M -> dominated_on_histories L A M -> (n < L)%N ->
  0 <= mean n A (next_KL ln A M).
Proof.
move=> lA lM dom nL; rewrite -(@mean_cst _ _ n A 0 lA); apply: ler_mean => // h sh a0.
have hL : (size h < L)%N by rewrite sh.
apply: KL_ge0 => //; [exact: next_forecast | apply: next_forecast => //; exact: dom (ltnW hL) a0 |].
exact: next_within dom hL a0.
Qed.

(** merging/kl-steady: history-possible-for-operator, history-possible-for-mimic.
    The expected divergence of the future never rises, infinite as it may be. *)
Theorem merging_kl_steady n l A M : law A -> law M -> at_most (expected_KL n.+1 l A M) (expected_KL n l.+1 A M).
Proof.
move=> lA lM; case e : (expected_KL n l.+1 A M) => [b|] //.
have dom : dominated_on_histories (n + l.+1) A M by apply: expected_KL_dominated; rewrite // e.
move: e; rewrite (expected_KLE lA lM dom) => -[<-].
have nL : (n < n + l.+1)%N by rewrite -addSnnS leq_addr.
rewrite expected_KLE ?addSnnS //= ler_add2l ler_opp2 (chain_step Ln lA lM dom nL) ler_addl.
exact: next_KL_ge0 dom nL.
Qed.

End Divergence.

Section Refuted.

(** Three sources of a (true) and b (false): b only, a fair coin, and a coin that after a gives b only. *)

Definition b_only (h : seq bool) : rat := (all negb h)%:R.
Definition coin (h : seq bool) : rat := 2%:R^-1 ^+ size h.
Definition fork (h : seq bool) : rat := if h is x :: h' then 2%:R^-1 * (if x then b_only h' else coin h') else 1.

Lemma b_only_law : law b_only.
Proof.
split=> [h||h] //; first by rewrite ler0n.
by rewrite big_bool /b_only !all_rcons /= add0r.
Qed.

Lemma coin_law : law coin.
Proof.
split=> [h||h]; [by rewrite exprn_ge0 | by rewrite /coin expr0 |].
by rewrite big_bool /coin !size_rcons exprS /= -mulrDr half2.
Qed.

Lemma fork_law : law fork.
Proof.
have [b0 _ bext] := b_only_law; have [c0 _ cext] := coin_law.
split=> [[|[] h]||[|[] h]] //=; rewrite ?mulr_ge0 //.
- by rewrite big_bool; apply/eqP; vm_compute.
- by rewrite -mulr_sumr -bext.
- by rewrite -mulr_sumr -cext.
Qed.

Definition half_half (P Q : seq bool -> rat) h := 2%:R^-1 * (P h + Q h).

Lemma half_half_law P Q : law P -> law Q -> law (half_half P Q).
Proof.
move=> [P0 P1 Pext] [Q0 Q1 Qext]; split=> [h||h]; first by rewrite mulr_ge0 ?addr_ge0.
  by rewrite /half_half P1 Q1.
by rewrite /half_half -mulr_sumr Pext Qext big_split.
Qed.

Definition steady_operator := half_half b_only coin.
Definition steady_mimic := half_half coin fork.

Lemma steady_before : expected_distance 0 3 steady_operator steady_mimic = 7%:R / 16%:R.
Proof. by rewrite /expected_distance /mean /distance /TVn; cbn [hsum]; rewrite !big_bool; apply/eqP; vm_compute. Qed.

Lemma steady_after : expected_distance 1 2 steady_operator steady_mimic = 15%:R / 32%:R.
Proof. by rewrite /expected_distance /mean /distance /TVn; cbn [hsum]; rewrite !big_bool; apply/eqP; vm_compute. Qed.

(** merging/steady refuted: history-possible-for-operator, history-possible-for-mimic, dominated-on-histories.
    The first of three outcomes drives the forecasts of the rest apart: 15/32 after 7/16. *)
Theorem merging_steady_refuted : [/\ law steady_operator, law steady_mimic,
  dominated_on_histories 3 steady_operator steady_mimic
  & ~ forall n l, (n.+1 + l = 3)%N ->
      expected_distance n.+1 l steady_operator steady_mimic <= expected_distance n l.+1 steady_operator steady_mimic].
Proof.
split.
- exact: half_half_law b_only_law coin_law.
- exact: half_half_law coin_law fork_law.
- move=> h _ _; apply: mulr_gt0 => //; apply: ltr_spaddl; first by rewrite /coin exprn_gt0.
  by have [-> _ _] := fork_law.
- by move=> /(_ 0%N 2%N erefl); rewrite steady_before steady_after; vm_compute.
Qed.

End Refuted.
