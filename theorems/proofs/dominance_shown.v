(** What the checker accepts of merging and singularity through a feature.

    The beliefs of an observer of the cells are the states of a machine. By induction each shows what the states do
    that she believes possible, with their weights. So after the history the two laws of cells are mixtures of states of
    that machine, for which dominance_merging.v and dominance_singular.v have the theorems. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mimics Require Import prelude sources features blackwell_dubins.
From mimics Require Import dominance_checker dominance_certificate dominance_merging dominance_singular.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** Other names for the outcomes change nothing. *)
Section Renamed.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y) (f' : Y -> X).
Hypotheses (fK : cancel f f') (fK' : cancel f' f).
Implicit Types (P A M : seq Y -> R).
Notation renamed P := (fun h => P (map f h)).

Lemma hsum_renamed n P : hsum n (renamed P) = hsum n P.
Proof.
elim: n P => [|n IH] P //=; rewrite [RHS](reindex f) /=; last by exists f' => y _; rewrite ?fK ?fK'.
by apply: eq_bigr => x _; apply: (IH (fun h => P (f x :: h))).
Qed.

Lemma mass_renamed n P (E : pred (seq Y)) : mass n (renamed P) (fun h => E (map f h)) = mass n P E.
Proof. exact: (hsum_renamed n (fun h => P h * (E h)%:R)). Qed.

Lemma eq_mass n (P P' : seq X -> R) E : P =1 P' -> mass n P E = mass n P' E.
Proof. by move=> e; apply: eq_hsum => h _; rewrite e. Qed.

Lemma continuous_but_renamed s (A' M' : seq X -> R) A M : renamed A =1 A' -> renamed M =1 M' ->
  continuous_but s A' M' -> continuous_but s A M.
Proof.
move=> eA eM co e e0; have [d d0 small] := co e e0; exists d => // n E.
by rewrite -!mass_renamed (eq_mass _ _ eA) (eq_mass _ _ eM); apply: small.
Qed.

Lemma singular_part_renamed s (A' M' : seq X -> R) A M : renamed A =1 A' -> renamed M =1 M' ->
  singular_part s A' M' -> singular_part s A M.
Proof.
move=> eA eM si e e0; have [n [E [few many]]] := si e e0; exists n, (fun h => E (map f' h)).
have back P Q : renamed P =1 Q -> mass n P (fun h => E (map f' h)) = mass n Q E.
  move=> eP; rewrite -mass_renamed (eq_mass _ _ eP); apply: eq_hsum => h _.
  by rewrite mapK.
by rewrite !(back _ _ eA) !(back _ _ eM).
Qed.

End Renamed.

Section Shown.
Variables (R : archiFieldType) (N : Type) (ar : arithmetic N) (value : N -> R) (q : question N).
Variables (likeness : seq nat) (beliefs : seq (belief N)) (a m : seq N).
Hypothesis ex : exact ar value.
Notation Y := 'I_(cells q).-1.+1.
Notation qb := (observer q beliefs a m).
Notation Z := 'I_(size (cell qb)).
Notation law_at t := (@cell_law R N ar value q t).
Notation sum_of := (sum_of value).
Notation class := (class q likeness).
Notation canon := (canonical q likeness).
Implicit Types (u v : vector N) (t : place N) (g : seq Y).

Hypotheses (pr : proper ar q) (al : alike_shown ar q likeness).
Hypothesis co : all (consistent ar q likeness beliefs) (iota 0 (size beliefs)).
Hypotheses (ma : machine ar qb).

Definition class_of t := if t is State s then State N (class s) else t.

Lemma sum_canonical (F : place N -> R) u : (forall t, F t = F (class_of t)) -> sum_of F (canon u) = sum_of F u.
Proof. by move=> e; rewrite /sum_of big_map; apply: eq_bigr => p _; rewrite [in RHS]e. Qed.

Lemma same_vectors_sum g u v : (forall t, law_at t g = law_at (class_of t) g) -> same_vectors ar q likeness u v ->
  sum_of (fun t => law_at t g) u = sum_of (fun t => law_at t g) v.
Proof.
move=> e; have nonneg w : nonnegative ar q w -> 0 <= sum_of (fun t => law_at t g) w.
  by apply: (nonnegative_sum ex) => [t t'|t]; [apply: same_cell_law | apply: cell_law_ge0].
have less w : sum_of (fun t => law_at t g) (scale ar (opp ar (one ar)) w) = - sum_of (fun t => law_at t g) w.
  by rewrite sum_of_scale // (valueN ex) (value1 ex) mulN1r.
rewrite /same_vectors => /andP[/nonneg ge /nonneg le]; move: ge le.
by rewrite !sum_of_cat !less !sum_canonical // !subr_ge0 => ge le; apply: le_anti; rewrite le ge.
Qed.

Lemma class_shown t g : law_at t g = law_at (class_of t) g.
Proof.
case: t => // s /=; elim: g s => [|y g IH] s; first by rewrite /shown /= ?eqxx.
have [sn|sn] := ltnP s (sizes q); last by rewrite /dominance_checker.class ltnNge sn.
have yn : (y < cells q)%N by rewrite -[X in (_ < X)%N](cellsE pr).
have step i : law_at (State N i) (y :: g) =
    sum_of (fun t => law_at t g) (moved ar q y [:: (State N i, one ar)]).
  by rewrite -(moved_sum ex pr) // inord_val /sum_of big_seq1 (value1 ex) mul1r.
rewrite -!/(law_at (State N _) _) !step; apply: same_vectors_sum => [[i|l] //|]; first exact: IH.
by have /allP/(_ s) := al; rewrite mem_iota => /(_ sn) /allP/(_ (y : nat)); rewrite mem_iota; apply.
Qed.

Lemma same_size : size (cell qb) = (cells q).-1.+1.
Proof. by rewrite size_iota (cellsE pr). Qed.
Definition to_cell : Z -> Y := cast_ord same_size.

Definition from_cell : Y -> Z := cast_ord (esym same_size).

Lemma to_cellK : cancel to_cell from_cell. Proof. exact: cast_ordK. Qed.
Lemma from_cellK : cancel from_cell to_cell. Proof. exact: cast_ordKV. Qed.

Lemma to_cellE (z : Z) : to_cell z = inord z.
Proof. by apply: val_inj; rewrite /= inordK // -[X in (_ < X)%N]same_size. Qed.

Lemma law_nil t : law_at t [::] = 1.
Proof. by case: t => [s|l]; rewrite /= ?/shown /= ?eqxx ?mulr1. Qed.

Lemma sum_of_nil u : sum_of (fun t => law_at t [::]) u = value (total ar (map snd u)).
Proof. by rewrite (value_total ex) big_map; apply: eq_bigr => p _; rewrite law_nil mulr1. Qed.

(** The machine of beliefs shows what the states do that are believed. *)
Lemma belief_shown i (h : seq Z) : (i < size beliefs)%N ->
  sum_of (fun t => law_at t (map to_cell h)) (believed (belief_of beliefs i)) = run ar value qb i h.
Proof.
elim: h i => [|z h IH] i ib;
  have /allP/(_ i) := co; rewrite mem_iota => /(_ ib) /andP[/andP[fb one] step].
  by rewrite sum_of_nil; move: one => /(same_value ex) ->; rewrite (value1 ex).
have zn : (z < cells q)%N by rewrite -[X in (_ < X)%N](size_iota 0).
rewrite /= to_cellE (moved_sum ex pr) //; move: step => /allP/(_ (z : nat)); rewrite mem_iota => /(_ zn).
move/(same_vectors_sum (fun t => class_shown t (map to_cell h))) ->; rewrite sum_of_scale //.
have rowE : row qb i = Emits (chances (belief_of beliefs i)) (next_beliefs (belief_of beliefs i)).
  by rewrite /row (nth_map (Belief [::] [::] [::])).
have next : (successor qb i z < size beliefs)%N.
  have ib' : (i < sizes qb)%N by rewrite /sizes size_map.
  by have := (machine_row ex ma ib').2 z; rewrite /sizes size_map.
by rewrite -IH // /emission /successor rowE.
Qed.

Lemma mixed_shown w (h : seq Z) :
  sum_of (fun t => law_at t (map to_cell h)) (mixed ar beliefs w) = law_of ar value qb w h.
Proof.
rewrite /mixed sum_of_flatten big_map /law_of /mixture.
have -> : iota 0 (size beliefs) = index_iota 0 (size beliefs) by rewrite /index_iota subn0.
rewrite big_mkord -(big_mkord xpredT (fun i => value (entry ar w i) * @source_law R N ar value qb i h)).
rewrite size_map big_mkord.
apply: eq_bigr => i _; rewrite sum_of_scale // belief_shown // /source_law.
by rewrite /row (nth_map (Belief [::] [::] [::])).
Qed.

Hypothesis po : possible ar q.

Lemma begins_shown w prior : begins ar q likeness beliefs w prior ->
  ~~ le ar (total ar (map snd (observed ar q prior))) (zero ar) -> forall h : seq Z,
  shown (feature q) (after (law_of ar value q prior) (past q)) (map to_cell h) =
  after (law_of ar value qb w) (past qb) h.
Proof.
move=> be pos h; rewrite /after [past qb]/= /=.
have eq_law (g : seq Z) : sum_of (fun t => law_at t (map to_cell g)) (seen ar q (observed ar q prior)) =
    value (total ar (map snd (observed ar q prior))) * law_of ar value qb w g.
  rewrite -mixed_shown -(sum_of_scale ex); apply: same_vectors_sum be => t; exact: class_shown.
have nz : value (total ar (map snd (observed ar q prior))) != 0.
  by move: pos; rewrite (value_le ex) (value0 ex) -ltNge => /lt0r_neq0.
have one : law_of ar value qb w [::] = 1.
  apply: (mulfI nz); rewrite -eq_law mulr1 sum_of_nil; congr (value (total ar _)); rewrite /seen -map_comp.
  by apply: eq_map => p.
rewrite one divr1; apply: (mulfI nz); rewrite -eq_law /seen /sum_of big_map.
rewrite -[RHS](shown_observed ex pr) // (history_observed ex pr) -shownZ //; apply: eq_shown => g.
by rewrite mulrCA mulfV // mulr1.
Qed.

End Shown.

(** limit of features/lebesgue.
    If the checker accepts a certificate of sigma for what a feature shows, that is the mass of the part of A that is
    singular to M, after the history, through the feature and for all time. *)
Theorem certified_shown (R : archiFieldType) (N : Type) (ar : arithmetic N) (value : N -> R) (q : question N)
    likeness beliefs a m likeness' pairs nodes sigma : exact ar value ->
  decomposes_shown ar q likeness beliefs a m likeness' pairs nodes sigma ->
  singular_mass (value sigma) (shown (feature q) (after (law_of ar value q (prior_a q)) (past q)))
    (shown (feature q) (after (law_of ar value q (prior_m q)) (past q))).
Proof.
move=> ex /and5P[pr /andP[pa pm] al co /and3P[ba bm de]]; have [[_ ma _] _ _ _ _] := decomposed ex de.
have sA h := begins_shown ex pr al co ma ba pa h; have sM h := begins_shown ex pr al co ma bm pm h.
have back := from_cellK beliefs a m pr; have [most least] := certified_mass ex de; split.
- exact: (continuous_but_renamed (to_cellK pr) back sA sM most).
- exact: (singular_part_renamed (to_cellK pr) back sA sM least).
Qed.
