(** Hypotheses whose form does not say how they are computed, and conclusions that compare nothing. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mimics Require Import prelude sources merging merging_steady merging_converse features.
From mimics Require Import tilt tilt_collapse tilt_value.
From mimics Require Import sides scenario.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Local Obligation Tactic := idtac.

Program Definition decide_forecast (X : finType) (p : X -> rat) : Decides (forecast p) :=
  {| decided := [forall x, 0 <= p x] && (\sum_x p x == 1) |}.
Next Obligation. by move=> X p /andP[/forallP p0 /eqP p1]. Qed.

Program Definition decide_decisive (X Y : finType) (f : X -> Y) (r : X -> option int) :
  Decides (feature_decides_reward f r) :=
  {| decided := [forall x, forall x', (f x == f x') ==> (r x == r x')] |}.
Next Obligation.
move=> X Y f r /forallP same; exists (fun y => if [pick x | f x == y] is Some x then r x else None) => x.
by case: pickP => [x' /eqP e | /(_ x)]; [apply/eqP; have /forallP /(_ x') := same x; rewrite e eqxx | rewrite eqxx].
Qed.

Program Definition decide_rising (X : finType) (p : X -> rat) (r : X -> option int) (V : X -> rat) :
  Decides (value_rises_with_reward p r V) :=
  {| decided := [forall x, forall y, reward_le (r x) (r y) ==> (0 < Pr p (level r (r x))) ==>
       (0 < Pr p (level r (r y))) ==> (mean_at p r V (r x) <= mean_at p r V (r y))] |}.
Next Obligation.
move=> X p r V /forallP ok a c le a0 c0.
have some b : 0 < Pr p (level r b) -> exists x, r x = b.
  move=> b0; have [/existsP[x /eqP e] | /existsPn n] := boolP [exists x, r x == b]; first by exists x.
  by move: b0; rewrite /Pr big_pred0 ?ltxx // => x; apply/negbTE/n.
have [x ex] := some a a0; have [y ey] := some c c0; have /forallP /(_ y) := ok x.
by rewrite ex ey le a0 c0.
Qed.

(** Numbers that can be infinite are compared where they are not. *)
Definition finite_row (x y : option rat) := if (x, y) is (Some a, Some b) then [:: Row Equal a b] else [::].

Program Definition equal_finite (x y : option rat) : Compares (x = y) := {| rows := finite_row x y |}.
Next Obligation. by move=> x y ->; case: y => [a|] //; rewrite /= /holds /= eqxx. Qed.

Definition at_most_row (x y : option rat) := if (x, y) is (Some a, Some b) then [:: Row AtMost a b] else [::].

Program Definition at_most_finite (x y : option rat) : Compares (merging_steady.at_most x y) :=
  {| rows := at_most_row x y |}.
Next Obligation. by move=> [a|] [b|] //= le; rewrite andbT. Qed.

(** The rewards of some outcomes are at least d above those of others, -oo left out. *)
Definition above (d : nat) (a c : option int) := if (a, c) is (Some hi, Some n) then n + d%:Z <= hi else true.

Program Definition decide_above (X : finType) (best : pred X) (p : X -> rat) (r : X -> option int) (d : nat) :
  Decides (forall x hi y n, best x -> r x = Some hi -> p y != 0 -> ~~ best y -> r y = Some n -> n + d%:Z <= hi) :=
  {| decided := [forall x, forall y, best x ==> (p y != 0) ==> ~~ best y ==> above d (r x) (r y)] |}.
Next Obligation.
move=> X best p r d /forallP ok x hi y n bx rx py ny ry; have := forallP (ok x) y.
by rewrite bx py ny rx ry.
Qed.

#[global] Hint Extern 0 (Decides (forecast _)) => refine (decide_forecast _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (feature_decides_reward _ _)) => refine (decide_decisive _ _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (value_rises_with_reward _ _ _)) => refine (decide_rising _ _ _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (forall x hi y n, is_true (_ x) -> _ = Some hi -> _)) =>
  refine (decide_above _ _ _ _) : typeclass_instances.
#[global] Hint Extern 0 (Compares (@eq (option _) _ _)) => refine (equal_finite _ _) : typeclass_instances.
#[global] Hint Extern 0 (Compares (is_true (merging_steady.at_most _ _))) =>
  refine (at_most_finite _ _) : typeclass_instances.
#[global] Hint Extern 0 (Compares (within _ _)) => refine (nothing _) : typeclass_instances.
#[global] Hint Extern 0 (Compares (forecast _)) => refine (nothing _) : typeclass_instances.
#[global] Hint Extern 0 (Compares (slope_at _ _ _)) => refine (nothing _) : typeclass_instances.

Section Laws.
Variable s : scenario.

Definition decide_source_laws : Decides (forall i : state s, law (K i)) :=
  {| decided := lawful s; decided_holds := fun ok i => @K_law s i ok |}.

Definition decide_laws_before : Decides (forall i : state s, law (source i)) :=
  {| decided := lawful s; decided_holds := fun ok i => @source_law s i ok |}.

Program Definition decide_law (a : state s -> rat) : Decides (law (mixture a (@K s))) :=
  {| decided := (decide_forecast a).(decided _) && lawful s |}.
Next Obligation. by move=> a /andP[/decided_holds fa ok]; apply: mixture_law => // i; apply: K_law. Qed.

(** From the start states. *)
Program Definition decide_dominated (a m : state s -> rat) (C : rat) :
  Decides (dominated (mixture a (@K s)) (mixture m (@K s)) C) :=
  {| decided := lawful s && [forall i, a i <= C * m i] |}.
Next Obligation.
by move=> a m C /andP[ok /forallP d]; apply: mixture_dominated => // i; apply: K_law.
Qed.

(** A condition on every history of a length or up to it. *)
Lemma mem_words (T : finType) k (h : seq T) : size h = k -> h \in words T k.
Proof.
elim: k h => [|k IH] [|x h] //= [sh]; apply: (allpairs_f (fun x h => x :: h)); first by rewrite mem_enum.
exact: IH.
Qed.

Lemma mem_words_to (T : finType) k (h : seq T) : (size h <= k)%N -> h \in words_to T k.
Proof. by move=> sh; apply/flatten_mapP; exists (size h); rewrite ?mem_iota ?mem_words. Qed.

Program Definition decide_histories k (P : seq (outcome s) -> Prop) (d : forall h, Decides (P h)) :
  Decides (forall h, size h = k -> P h) := {| decided := all (fun h => decided (P h)) (histories s k) |}.
Next Obligation. by move=> k P d /allP ok h /mem_words /ok /decided_holds. Qed.

Program Definition decide_histories_to k (P : seq (outcome s) -> Prop) (d : forall h, Decides (P h)) :
  Decides (forall h, (size h <= k)%N -> P h) := {| decided := all (fun h => decided (P h)) (histories_to s k) |}.
Next Obligation. by move=> k P d /allP ok h /mem_words_to /ok /decided_holds. Qed.

(** Independent draws, from the beginning and after the history. *)
Definition memoryless (i : state s) := ~~ is_urn i && [forall x, successor i x == i].

Lemma memoryless_draws i : memoryless i -> K i =1 draws (emission i).
Proof.
move=> /andP[u /forallP still].
have run_draws h : run i h = draws (emission i) h.
  by elim: h => [|x h IH] /=; [rewrite /draws big_nil | rewrite (eqP (still x)) IH /draws big_cons].
have e h : source i h = draws (emission i) h by rewrite /source (negbTE u) run_draws.
move=> h; rewrite /K; case: ifP => [_|/negbT n0]; first exact: e.
by rewrite /after !e draws_cat mulrC mulKf // -e.
Qed.

Program Definition decide_draws i : Decides (K i =1 draws (emission i)) := {| decided := memoryless i |}.
Next Obligation. exact: memoryless_draws. Qed.

(** Order tells nothing about a law if each history is as likely as in order, and nothing ever about draws and urns. *)
Program Definition decide_exchangeable n (P : seq (outcome s) -> rat) : Decides (exchangeable n P) :=
  {| decided := all (fun h => P h == P (in_order h)) (histories_to s n) |}.
Next Obligation.
move=> n P /allP ok h g sh hg; have sg : (size g <= n)%N by rewrite -(perm_size hg).
rewrite (eqP (ok h (mem_words_to sh))) (eqP (ok g (mem_words_to sg))); congr P; apply/perm_sortP => //.
- by move=> x y; apply: leq_total.
- by move=> y x z; apply: leq_trans.
by move=> x y /anti_leq /val_inj.
Qed.

Program Definition decide_exchangeable_ever (m : state s -> rat) :
  Decides (forall n, exchangeable n (mixture m (@K s))) :=
  {| decided := [forall i, (m i != 0) ==> (memoryless i || is_urn i)] |}.
Next Obligation.
move=> m /forallP o n; apply: mixture_exchangeable => i mi h g _ hg.
have := o i; rewrite mi => /orP[/memoryless_draws e|u].
  by rewrite !e; apply: draws_exchangeable (leqnn (size h)) hg.
have e v w : perm_eq v w -> source i v = source i w.
  by move=> vw; rewrite /source u; apply: urn_exchangeable (leqnn (size v)) vw.
by rewrite /K; case: ifP => _; rewrite ?(e h g) // /after (e (seen s ++ h) (seen s ++ g)) // perm_cat2l.
Qed.

(** The mimic is certain of an urn that has seen nothing, with a ball of each outcome. *)
Program Definition decide_unit_urn (m : state s -> rat) : Decides (mixture m (@K s) =1 urn (fun=> 1)) :=
  {| decided := [&& history_of s == [::], decided (forecast m) &
       [exists i, [&& m i == 1, is_urn i & [forall x, balls i x == 1]]]] |}.
Next Obligation.
move=> m /and3P[/eqP h0 /decided_holds fm /existsP[i /and3P[/eqP mi u /forallP one]]] h.
have others j : j != i -> m j = 0.
  have [m0 m1] := fm; move=> ji; have := m1; rewrite (bigD1 i) //= mi => /eqP.
  rewrite -subr_eq0 addrC addKr => /eqP rest.
  by have /psumr_eq0P : forall k, k != i -> 0 <= m k by []; move=> /(_ rest) ->.
rewrite /mixture (bigD1 i) //= mi mul1r big1 ?addr0 => [|j /others ->]; last by rewrite mul0r.
have b1 : balls i =1 (fun=> 1) by move=> x; apply/eqP.
have e alpha : balls i =1 alpha -> urn (balls i) h = urn alpha h.
  elim: h (balls i) alpha => //= x h IH beta alpha ba; rewrite ba (IH _ (fun y => alpha y + (y == x)%:R)).
    by under eq_bigr do rewrite ba.
  by move=> y; rewrite ba.
have s0 : seen s = [::] by rewrite /seen h0.
have one0 : source i [::] = 1 :> rat by rewrite /source u.
by rewrite /K s0 one0 oner_eq0 /after one0 divr1 /= /source u; apply: e.
Qed.

End Laws.

(** Times that never fall, and stand still in the end. *)
Program Definition decide_times L (l : seq nat) : Decides (forall i, (nth L l i <= nth L l i.+1)%N) :=
  {| decided := all (fun i => nth L l i <= nth L l i.+1)%N (iota 0 (size l)) |}.
Next Obligation.
move=> L l /allP ok i; case: (ltnP i (size l)) => [lt|le]; first by apply: ok; rewrite mem_iota.
by rewrite !nth_default // (leq_trans le).
Qed.

#[global] Hint Extern 0 (Decides (law (mixture _ _))) => refine (decide_law _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (forall i, law (K i))) => refine (decide_source_laws _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (forall i, law (source i))) => refine (decide_laws_before _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (dominated _ _ _)) => refine (decide_dominated _ _ _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (forall h, size h = _ -> _)) => refine (decide_histories _ _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (forall h, is_true (leq (size h) _) -> _)) =>
  refine (decide_histories_to _ _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (eqfun (K _) _)) => refine (decide_draws _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (forall i, is_true (leq (nth _ _ i) _))) =>
  refine (decide_times _ _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (exchangeable _ _)) => refine (decide_exchangeable _ _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (forall n, exchangeable n (mixture _ _))) =>
  refine (decide_exchangeable_ever _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (eqfun (mixture _ _) (urn _))) => refine (decide_unit_urn _) : typeclass_instances.
