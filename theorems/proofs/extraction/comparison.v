(** The comparison of sources that dominance_constant.v is about, as a computation. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources sides scenario hypotheses dominance_urns dominance_constant.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Local Obligation Tactic := idtac.

(** A function whose values are computed once. *)
Definition table (T : Type) n (f : 'I_n -> T) : seq T := [seq f i | i <- enum 'I_n].
Definition at_ (T : Type) (d : T) n (l : seq T) (i : 'I_n) := nth d l i.

Lemma tableK (T : Type) (d : T) n (f : 'I_n -> T) : at_ d (table f) =1 f.
Proof. by move=> i; rewrite /at_ /table (nth_map i) ?size_enum_ord // nth_ord_enum. Qed.

Section Comparison.
Variables (X : finType) (n : nat).
Notation S := 'I_n.
Variables (e : S -> X -> rat) (to : S -> X -> S) (is_urn : pred S) (balls : S -> X -> rat).
Hypothesis ok : lawful e to is_urn balls.
Notation N := (#|S| * #|S|)%N.

(** The largest ratios along paths of at most N steps, by rounds that look one step ahead. *)
Definition square (T : Type) (f : S -> S -> T) := table (fun s => table (f s)).
Definition cell_of (T : Type) (d : T) (l : seq (seq T)) (s j : S) := at_ d (at_ [::] l s) j.

Lemma squareK (T : Type) (d : T) (f : S -> S -> T) s j : cell_of d (square f) s j = f s j.
Proof. by rewrite /cell_of tableK tableK. Qed.

Definition round V := square (fun s j => \big[Num.max/1]_x (e s x / e j x * cell_of 1 V (to s x) (to j x))).
Definition ratios := iter N round (square (fun _ _ => 1)).

Lemma ratiosE s j : cell_of 1 ratios s j = largest_ratio e to s j.
Proof.
rewrite /ratios /largest_ratio; move: N => k; elim: k s j => [|k IH] s j /=; first by rewrite squareK.
by rewrite squareK; apply: eq_bigr => x _; rewrite IH.
Qed.

(** Pairs that only lead to pairs of which the second can show what the first can, and whose ratio does not rise. *)
Section Calm.
Variable V : seq (seq rat).
Notation v := (cell_of 1 V).
Definition calm_now s j := [&& ~~ is_urn s, ~~ is_urn j & [forall x, (0 < e s x) ==>
  (0 < e j x) && (e s x * v (to s x) (to j x) <= v s j * e j x)]].
Definition leads_to G s j := [forall x, (0 < e s x) ==> cell_of false G (to s x) (to j x)].
Definition narrowed G := square (fun s j => cell_of false G s j && leads_to G s j).
Definition calm_pairs :=
  let G := iter N narrowed (square calm_now) in
  if [forall s, forall j, cell_of false G s j ==> calm_now s j && leads_to G s j] then G else [::].
End Calm.

Lemma calm_pairsP s j : cell_of false (calm_pairs ratios) s j ->
  [/\ ~~ is_urn s /\ ~~ is_urn j, keeps_up e to s j & no_rising_cycle e to s j].
Proof.
have [e0 _] := ok; pose v := largest_ratio e to.
have v1 i l : 1 <= v i l := largest_ge1 e to _ i l.
rewrite /calm_pairs; set G := iter _ _ _; case: ifP => [closed|_]; last by rewrite /cell_of /at_ nth_nil nth_nil.
have step i l : cell_of false G i l -> [/\ ~~ is_urn i /\ ~~ is_urn l & forall x, 0 < e i x ->
    [/\ 0 < e l x, e i x * v (to i x) (to l x) <= v i l * e l x & cell_of false G (to i x) (to l x)]].
  move/forallP: closed => /(_ i) /forallP/(_ l) /implyP h /h /andP[/and3P[ui ul /forallP now] /forallP next].
  split=> // x ex; have := now x; have := next x; rewrite ex !ratiosE /= => -> /andP[el le].
  by rewrite el le.
have after p i l : cell_of false G i l -> 0 < run e to i p -> cell_of false G (walk to i p) (walk to l p).
  elim: p i l => [|x p IH] i l //= gi; have := e0 i x; rewrite le0r => /predU1P[->|ex]; first by rewrite mul0r ltxx.
  by rewrite pmulr_rgt0 //; apply: IH; have [_ /(_ x ex)[]] := step i l gi.
have falls c i l : cell_of false G i l ->
    run e to i c * v (walk to i c) (walk to l c) <= v i l * run e to l c.
  elim: c i l => [|x c IH] i l gi; first by rewrite /= mul1r mulr1.
  have [_ next] := step i l gi; rewrite /=; have := e0 i x; rewrite le0r => /predU1P[->|ex].
    by rewrite !mul0r !mulr_ge0 ?run_ge0 // (le_trans ler01) ?v1.
  have [el le g] := next x ex; rewrite -mulrA; apply: le_trans (ler_wpmul2l (e0 i x) (IH _ _ g)) _.
  by rewrite [X in X <= _]mulrA [X in _ <= X]mulrA ler_wpmul2r ?run_ge0.
move=> g; split; first by have [] := step s j g.
- by move=> p x sp ex; have [_ /(_ x ex)[]] := step _ _ (after p s j g sp).
- move=> p c sp sc jc; have := falls c _ _ (after p s j g sp); rewrite sc jc mulrC ler_pmul2l //.
  exact: lt_le_trans ltr01 (v1 _ _).
Qed.

(** Which pairs have bounds, what these are, and which two sources have one law. *)
Definition like_urns s j := [&& is_urn s, is_urn j & [forall x, balls s x == balls j x]].

(** How many balls more an urn has than another, and whether it has no fewer, nor any of an outcome that the other
    cannot show after what has been seen. *)
Definition surplus s j x : nat := `|numq (balls s x - balls j x)|%N.
Definition no_fewer (k : X -> nat) s j := [&& is_urn s, is_urn j & [forall x,
  (balls s x == balls j x + (surplus s j x)%:R) && ((0 < surplus s j x)%N ==> (0 < balls j x + (k x)%:R))]].
Definition surplus_ratio (k : X -> nat) s j := urn_ratio (fun x => balls j x + (k x)%:R) (surplus s j).

Lemma no_fewerP k s j : no_fewer k s j -> pair_bound e to is_urn balls k s j (surplus_ratio k s j).
Proof.
case/and3P=> us uj /forallP all; constructor 3; exists (surplus s j); split=> // x; first by have /andP[/eqP] := all x.
by have /andP[_ /implyP] := all x.
Qed.

Section Shares.
Variables (bounded same : S -> S -> bool) (U : S -> S -> rat) (a m : S -> rat) (C : rat).

(** Each source goes to those of M with its own law if own, or else with the law whose ratio to its weight is least. *)
Definition cheapest (mm : S -> rat) s : option S :=
  foldr (fun j best => if (0 < m j) && bounded s j && (if best is Some t then U s j / mm j < U s t / mm t else true)
    then Some j else best) None (enum S).
Definition shares (own : bool) :=
  let l := table (fun j => \sum_(i | same j i) m i) in let mm := at_ 0 l in
  let target := table (fun s => if own && (0 < mm s) then Some s else cheapest mm s) in
  square (fun s j => if at_ None target s is Some t then if same t j then a s * m j / mm t else 0 else 0).
Definition sharable own :=
  let l := shares own in let f := cell_of 0 l in
  [&& [forall s, forall j, (0 <= f s j) && ((f s j == 0) || bounded s j)], [forall s, a s == \sum_j f s j] &
   [forall j, \sum_s f s j * U s j <= C * m j]].

Lemma sharableP own k : (forall s j, bounded s j -> pair_bound e to is_urn balls k s j (U s j)) -> sharable own ->
  shared_out e to is_urn balls k a m C.
Proof.
move=> bU /and3P[/forallP fb /forallP af /forallP le]; exists (cell_of 0 (shares own)), U; split=> // [s j|s|s j nz].
- by have /forallP/(_ j)/andP[] := fb s.
- exact/eqP.
- by have /forallP/(_ j)/andP[_] := fb s; rewrite (negbTE nz) => /bU.
Qed.
End Shares.

(** Both laws are what they were, times one factor, and no urn has counted since. *)
Definition repeats (p : seq rat * seq rat) (a m : seq rat) :=
  let was := \sum_(s < n) at_ 0 p.1 s in let now := \sum_(s < n) at_ 0 a s in
  [&& 0 < was, 0 <= now & [forall s : S, [&& at_ 0 a s * was == at_ 0 p.1 s * now,
    at_ 0 m s * was == at_ 0 p.2 s * now & is_urn s ==> (at_ 0 a s == 0) && (at_ 0 m s == 0)]]].

Definition closed_off (bounded same : S -> S -> bool) U before (a m : seq rat) C :=
  let A := at_ 0 a in let M := at_ 0 m in [|| sharable bounded same U A M C true, sharable bounded same U A M C false |
    has (fun p => repeats p a m) before].

Fixpoint search bounded same U l before k (a m : seq rat) C : bool :=
  (let B := bounded k in let V := U k in closed_off (cell_of false B) same (cell_of 1 V) before a m C) ||
  if l is l'.+1 then let A := at_ 0 a in let M := at_ 0 m in (\sum_(s < n) A s <= C * (\sum_(s < n) M s)) &&
    [forall x, search bounded same U l' ((a, m) :: before) (more k x)
      (table (moved e to is_urn balls k A x)) (table (moved e to is_urn balls k M x)) C] else false.

Lemma eq_mixture k (a a' : S -> rat) h : a =1 a' ->
  mixture a (source_law e to is_urn balls k) h = mixture a' (source_law e to is_urn balls k) h.
Proof. by move=> ea; apply: eq_bigr => s _; rewrite ea. Qed.

Lemma repeatsP p k k' (a m : seq rat) : repeats p a m -> exists l, [/\ 0 <= l,
  forall h, mixture (@at_ _ 0 n a) (source_law e to is_urn balls k) h =
    l * mixture (at_ 0 p.1) (source_law e to is_urn balls k') h &
  forall h, mixture (@at_ _ 0 n m) (source_law e to is_urn balls k) h =
    l * mixture (at_ 0 p.2) (source_law e to is_urn balls k') h].
Proof.
move=> /and3P[was0 now0 /forallP all]; set was := \sum_(_ < _) _ in was0 all; set now := \sum_(_ < _) _ in now0 all.
have law_eq (w w' : seq rat) : (forall s : S, at_ 0 w s * was = at_ 0 w' s * now /\ (is_urn s -> at_ 0 w s = 0)) ->
    forall h, mixture (@at_ _ 0 n w) (source_law e to is_urn balls k) h =
      now / was * mixture (at_ 0 w') (source_law e to is_urn balls k') h.
  move=> ww h; rewrite mulr_sumr; apply: eq_bigr => s _; have [we urn0] := ww s.
  have -> : now / was * (at_ 0 w' s * source_law e to is_urn balls k' s h) =
      at_ 0 w s * source_law e to is_urn balls k' s h.
    by rewrite mulrA [_ * at_ 0 w' s]mulrAC [now * _]mulrC -we mulfK ?gt_eqF.
  have [us|us] := boolP (is_urn s); first by rewrite urn0 // !mul0r.
  by rewrite !source_law_state.
exists (now / was); split; first by rewrite divr_ge0 // ltW.
- by apply: law_eq => s; have /and3P[/eqP ea _ /implyP z] := all s; split=> // /z /andP[/eqP].
- by apply: law_eq => s; have /and3P[_ /eqP em /implyP z] := all s; split=> // /z /andP[_ /eqP].
Qed.

(** The laws of the nodes before are known. *)
Definition recorded (before : seq (seq rat * seq rat)) (known : (seq X -> rat) -> (seq X -> rat) -> Prop) :=
  forall p, p \in before -> exists A M k', [/\ known A M,
    A =1 mixture (@at_ _ 0 n p.1) (source_law e to is_urn balls k') &
    M =1 mixture (@at_ _ 0 n p.2) (source_law e to is_urn balls k')].

Section Search.
Variables (bounded : (X -> nat) -> seq (seq bool)) (same : S -> S -> bool) (U : (X -> nat) -> seq (seq rat)).
Hypothesis bU : forall k s j, cell_of false (bounded k) s j ->
  pair_bound e to is_urn balls k s j (cell_of 1 (U k) s j).

Lemma closed_offP before known k (la lm : seq rat) a m C : a =1 at_ 0 la -> m =1 at_ 0 lm -> recorded before known ->
  closed_off (cell_of false (bounded k)) same (cell_of 1 (U k)) before la lm C ->
  shared_out e to is_urn balls k a m C \/ repeated e to is_urn balls known k a m.
Proof.
move=> ea em was.
have out own : sharable (cell_of false (bounded k)) same (cell_of 1 (U k)) (at_ 0 la) (at_ 0 lm) C own ->
    shared_out e to is_urn balls k a m C.
  by move=> /(sharableP (@bU k))[f [W [f0 af fB le]]]; exists f, W; split=> // s; rewrite ?ea ?em.
case/or3P=> [/out|/out|/hasP[p /was[A [M [k' [kAM eA eM]]]] /(repeatsP k k')[c [c0 ca cm]]]]; try by left.
by right; exists A, M, c; split=> // h; [rewrite eA -ca | rewrite eM -cm]; apply: eq_mixture.
Qed.

Lemma searchP l before known k (la lm : seq rat) a m C : a =1 at_ 0 la -> m =1 at_ 0 lm -> recorded before known ->
  search bounded same U l before k la lm C -> searched e to is_urn balls l known k a m C.
Proof.
elim: l before known k la lm a m => [|l IH] before known k la lm a m ea em was /orP[/(closed_offP ea em was)|].
- by case=> [?|?]; [constructor 1 | constructor 2].
- by [].
- by case=> [?|?]; [constructor 1 | constructor 2].
case/andP=> now /forallP later; constructor 3; split=> [|x].
  by under eq_bigr do rewrite ea; under [in X in _ <= X]eq_bigr do rewrite em.
apply: IH (later x) => [t|t|p]; try by rewrite tableK; apply: eq_bigr => s _; rewrite ?ea ?em.
rewrite inE => /predU1P[->|/was[A [M [k' [kAM eA eM]]]]]; last by exists A, M, k'; split=> //; right.
exists (mixture a (source_law e to is_urn balls k)), (mixture m (source_law e to is_urn balls k)), k.
by split=> [|h|h]; [left | apply: eq_mixture | apply: eq_mixture].
Qed.
End Search.

Definition comparable l k (a m : seq rat) C :=
  let V := ratios in let G := calm_pairs V in
  let v := cell_of 1 V in let calm := cell_of false G in
  let E := square (fun s j => like_urns s j || [&& calm s j, calm j s, v s j == 1 & v j s == 1]) in
  search (fun k => square (fun s j => no_fewer k s j || calm s j)) (cell_of false E)
    (fun k => square (fun s j => if no_fewer k s j then surplus_ratio k s j else v s j)) l [::] k a m C.

Lemma comparableP l k a m C : comparable l k a m C -> constant_bounded e to is_urn balls k (at_ 0 a) (at_ 0 m) C.
Proof.
move=> found; exists l; apply: (searchP _ _ _ _ found) => // {found} {}k s j.
rewrite !squareK => /orP[fewer|]; first by rewrite fewer; apply: no_fewerP.
move/calm_pairsP => [[us uj] ku nr]; constructor 2; rewrite /no_fewer (negbTE us) ratiosE; split=> //.
Qed.

End Comparison.

(** The sources of a scenario. *)
Section Scenario.
Variable s : scenario.
Notation n := (size (emissions_of s)).

(** An urn that can show only one outcome is a state, as in the suite. *)
Definition certain (i : state s) := is_urn i && (count (fun x => 0 < balls i x) (enum (outcome s)) == 1%N).
Definition emits (i : state s) x : rat := if certain i then (0 < balls i x)%R%:R else emission i x.
Definition moves (i : state s) x := if certain i then i else successor i x.
Definition counts (i : state s) := is_urn i && ~~ certain i.
Notation balls := (@balls s).

(** What has been seen, and what a law gives each source then. *)
Definition seen_counts : outcome s -> nat := fun x => count_mem x (seen s).
Definition present (prior : seq rat) : seq rat :=
  let: (_, l) := foldl (fun now x =>
    (more now.1 x, table (moved emits moves counts balls now.1 (@at_ _ 0 n now.2) x))) ((fun=> 0%N), prior) (seen s) in
  let total := \sum_(i < n) at_ 0 l i in [seq w / total | w <- l].

Program Definition decide_constant l k (a m : seq rat) C :
  Decides (constant_bounded emits moves counts balls k (@at_ _ 0 n a) (@at_ _ 0 n m) C) :=
  {| decided := decided (dominance_constant.lawful emits moves counts balls) &&
       comparable emits moves counts balls l k a m C |}.
Next Obligation. by move=> l k a m C /andP[/decided_holds ok co]; refine (comparableP ok co). Qed.

(** A history, with some of the sources. *)
Definition found_with (a m : state s -> rat) v h :=
  let A := table (fun i => a i * K i h) in let M := table (fun i => m i * K i h) in
  has (fun G => let total := \sum_(i < n | nth false G i) at_ 0 M i in
    (0 < total) && (v * total == \sum_(i < n | nth false G i) at_ 0 A i)) (bits n).

(** Of at most l outcomes more than those of a list, where those that A finds impossible end. *)
Fixpoint found_behind (a m : state s -> rat) v l (level : seq (seq (outcome s))) := has (found_with a m v) level ||
  if l is l'.+1 then found_behind a m v l' [seq rcons h x | h <- [seq h <- level | mixture a (@K s) h != 0],
    x <- enum (outcome s)] else false.

Lemma found_behindP a m v l level : found_behind a m v l level -> exists h, found_with a m v h.
Proof.
by elim: l level => [|l IH] level /orP[/hasP[h _ found]| //]; try (by exists h); apply: IH.
Qed.

Program Definition decide_found l (a m : state s -> rat) v : Decides (ratio_found a m (@K s) v) :=
  {| decided := found_behind a m v l [:: [::]] |}.
Next Obligation.
move=> l a m v /found_behindP[h /hasP[G _]] /andP[pos /eqP eq]; exists h, (fun i : state s => nth false G i).
have tabled (w : state s -> rat) : \sum_(i < n | nth false G i) at_ 0 (table (fun i => w i * K i h)) i =
    \sum_(i : state s | nth false G i) w i * K i h by apply: eq_bigr => i _; rewrite tableK.
by rewrite -!tabled -eq mulfK ?gt_eqF.
Qed.

End Scenario.

(** A search that expands eight histories ends in histories of at most eight outcomes. *)
#[global] Hint Extern 0 (Decides (constant_bounded _ _ _ _ _ _ _ _)) =>
  refine (decide_constant 8 _ _ _ _) : typeclass_instances.
#[global] Hint Extern 0 (Decides (ratio_found _ _ _ _)) => refine (decide_found 8 _ _ _) : typeclass_instances.
