(** A scenario of the suite as the theorems see it. Outcomes, cells of a feature, causes and sources are numbers. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mimics Require Import prelude sources mimic sides.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Local Obligation Tactic := idtac.

(** What the suite says of a scenario. Lists have one entry for each outcome, state or cause, and what is absent is an
    empty list. Forecasts are one step ahead; priors are those from before the history. *)
Record scenario := Scenario {
  outcomes_of : nat;
  nature_of : seq rat;
  operator_of : seq rat;
  mimic_of : seq rat;
  challenger_of : seq rat;
  success_of : seq rat;
  labels_of : seq rat;
  danger_of : seq bool;
  features_of : seq (seq nat); (* the cell of each outcome *)
  lengths_of : seq rat;
  tilt_base_of : rat;
  path_of : seq rat;
  usable_of : nat; (* the points of the path up to which the mimic generalises *)
  reward_of : seq (option int);
  causes_of : seq rat;
  emitted_of : seq (seq rat); (* given each cause *)
  good_of : seq (seq rat);
  emissions_of : seq (seq rat); (* of each state *)
  successors_of : seq (seq nat);
  urns_of : seq (seq rat); (* the balls of an urn; an empty list for another state *)
  nature_prior_of : seq rat;
  operator_prior_of : seq rat;
  mimic_prior_of : seq rat;
  nature_weights_of : seq rat; (* what the history leaves of the priors, if that has been computed *)
  operator_weights_of : seq rat;
  mimic_weights_of : seq rat;
  history_of : seq nat;
  horizon_of : nat;
  epsilon_of : seq rat; (* none or one *)
  density_of : seq rat; (* a bound on A/M on the part that merges, if one is known *)
  constant_of : seq rat; (* a constant of A <= C M, if one is known, and the largest ratio found *)
  found_of : seq rat
}.

(** The value of one outcome, state or cause. *)
Definition value n (l : seq rat) (x : 'I_n) : rat := nth 0 l x.

(** The steps of a path: each value with the next, or the only one with itself. *)
Definition steps_of (T : Type) (l : seq T) := if l is [:: x] then [:: (x, x)] else zip l (behead l).

(** A word with its letters in order. *)
Definition in_order k (h : seq 'I_k) : seq 'I_k := sort (fun x y : 'I_k => x <= y)%N h.

(** All partitions of k outcomes, as the cell of each. The first n cells are taken. *)
Fixpoint partitions k n : seq (seq nat) :=
  if k is k'.+1 then flatten [seq [seq i :: f | f <- partitions k' (maxn n i.+1)] | i <- iota 0 n.+1] else [:: [::]].

(** The largest ratio of two weights. *)
Definition constant (T : finType) (a m : T -> rat) : rat := \big[Num.max/0]_i (a i / m i).

(** The highest reward, the lowest that is finite, and one that is not the highest. *)
Definition top (l : seq (option int)) : int :=
  let finite := pmap id l in foldr Num.max (head 0 finite) finite.
Definition bottom (l : seq (option int)) : int :=
  let finite := pmap id l in foldr Num.min (head 0 finite) finite.
Definition other (l : seq (option int)) : option int := nth None [seq x <- l | x != Some (top l)] 0.

(** All words of a length, and of lengths up to it. *)
Fixpoint words (T : finType) k : seq (seq T) :=
  if k is k'.+1 then [seq x :: h | x <- enum T, h <- words T k'] else [:: [::]].
Definition words_to (T : finType) k : seq (seq T) := flatten [seq words T n | n <- iota 0 k.+1].

Section Parts.
Variable s : scenario.

Definition outcome := [finType of 'I_(outcomes_of s)].
Definition state := [finType of 'I_(size (emissions_of s))].

(** A feature: its values are the numbers of its cells. *)
Definition last_cell (f : seq nat) := foldr maxn 0%N f.
Definition cell (f : seq nat) (x : outcome) : [finType of 'I_(last_cell f).+1] := inord (nth 0%N f x).

(** All events. *)
Fixpoint bits k : seq (seq bool) :=
  if k is k'.+1 then [seq b :: l | b <- [:: false; true], l <- bits k'] else [:: [::]].
Definition event (l : seq bool) : pred outcome := fun x => nth false l x.
Definition events : seq (pred outcome) := [seq event l | l <- bits (outcomes_of s)].

Definition histories k : seq (seq outcome) := words outcome k.
Definition histories_to k : seq (seq outcome) := words_to outcome k.

(** The sources. A state emits an outcome and passes on to its successor. *)
Definition emission (i : state) : outcome -> rat := value (nth [::] (emissions_of s) i).
Definition successor (i : state) (x : outcome) : state := insubd i (nth (i : nat) (nth [::] (successors_of s) i) x).
Definition balls (i : state) : outcome -> rat := value (nth [::] (urns_of s) i).
Definition is_urn (i : state) := nth [::] (urns_of s) i != [::].

Fixpoint run (i : state) (h : seq outcome) : rat :=
  if h is x :: h' then emission i x * run (successor i x) h' else 1.

Definition source (i : state) : seq outcome -> rat := if is_urn i then urn (balls i) else run i.

(** Their laws after the history. One that cannot have made it has no weight then, and is left as it was. *)
Definition seen : seq outcome := pmap insub (history_of s).
Definition K (i : state) : seq outcome -> rat := if source i seen == 0 then source i else after (source i) seen.

(** Every state emits a forecast and passes on to no urn, and every urn has balls. *)
Definition lawful :=
  [forall i, if is_urn i then [forall x, 0 <= balls i x] && (0 < \sum_x balls i x)
   else [&& [forall x, 0 <= emission i x], \sum_x emission i x == 1 & [forall x, ~~ is_urn (successor i x)]]].

Lemma run_law i : lawful -> ~~ is_urn i -> law (run i).
Proof.
move=> /forallP ok; split=> [h||h] //.
- elim: h i H => [|x h IH] i u //=; have := ok i; rewrite (negbTE u) => /and3P[/forallP e0 _ /forallP v].
  by rewrite mulr_ge0 ?e0 ?IH.
elim: h i H => [|x h IH] i u /=; have := ok i; rewrite (negbTE u) => /and3P[_ /eqP e1 /forallP v].
  by under eq_bigr do rewrite mulr1; rewrite e1.
by rewrite IH ?v // mulr_sumr.
Qed.

Lemma some_urn_law (alpha : outcome -> rat) : (forall x, 0 <= alpha x) -> 0 < \sum_x alpha x -> law (urn alpha).
Proof.
have grow beta x : (forall y : outcome, 0 <= beta y) -> 0 < \sum_y beta y ->
    (forall y, 0 <= beta y + (y == x)%:R :> rat) /\ 0 < \sum_y (beta y + (y == x)%:R) :> rat.
  move=> b0 b1; split=> [y|]; first by rewrite addr_ge0 ?ler0n.
  by rewrite big_split /= ltr_paddr // sumr_ge0 // => y _; rewrite ler0n.
move=> a0 a1; split=> [h||h] //.
- elim: h alpha a0 a1 => [|x h IH] beta b0 b1 //=; have [c0 c1] := grow beta x b0 b1.
  by rewrite mulr_ge0 ?IH // divr_ge0 // ltW.
elim: h alpha a0 a1 => [|x h IH] beta b0 b1 /=.
  by under eq_bigr do rewrite mulr1; rewrite -mulr_suml mulfV // gt_eqF.
by have [c0 c1] := grow beta x b0 b1; rewrite IH // mulr_sumr.
Qed.

Lemma source_law i : lawful -> law (source i).
Proof.
move=> ok; rewrite /source; case: ifP => [u|/negbT u]; last exact: run_law.
by move/forallP: ok => /(_ i); rewrite u => /andP[/forallP b0 b1]; apply: some_urn_law.
Qed.

Lemma K_law i : lawful -> law (K i).
Proof.
move=> ok; have l := source_law i ok; rewrite /K; case: ifP => // /negbT h0.
by apply: after_law => //; rewrite lt_def h0; have [-> _ _] := l.
Qed.

(** What the history leaves of a prior. *)
Definition left_of (prior : seq rat) : seq rat :=
  [seq posterior (value prior) source seen i | i <- enum state].

End Parts.

(** The scenario with that computed. *)
Definition observed s :=
  let: Scenario k n q p pi g g' d f len b bs u r c e e' em succ urns wn wq wp _ _ _ h L eps d' C v := s in
  Scenario k n q p pi g g' d f len b bs u r c e e' em succ urns wn wq wp
    (left_of s wn) (left_of s wq) (left_of s wp) h L eps d' C v.
