(** The checker of certificates that A <= C M on histories of every length.

    A and M are mixtures of sources of one machine, which may be urns, after a history, as seen through a feature.
    A vector of signed weights u_s of sources stands for the claim that the sum of u_s P_s(h) is at most 0 for every
    history h of cells. A certificate is a list of claims, the first of them A - C M. Each says, for every cell, of
    which claims of the list it is at most a sum after that cell. dominance_certificate.v proves that then all of them
    hold.

    These definitions are what runs: the program in checker/ is extracted from them. So they compute with whatever
    numbers they are given. *)
From mathcomp Require Import all_ssreflect.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(** The numbers that the checker computes with. *)
Record arithmetic (N : Type) := Arithmetic {
  zero : N; one : N; opp : N -> N; add : N -> N -> N; mul : N -> N -> N; div : N -> N -> N; le : N -> N -> bool
}.

(** A source has a weight for each outcome, and the source that follows it; or it is an urn, with its pseudo-counts. *)
Inductive source (N : Type) := Emits of seq N & seq nat | Urn of seq N.

(** The question: the sources; their weights in A and in M; the outcomes observed; how many cells the feature has,
    and the cell of each outcome. *)
Record question (N : Type) := Question {
  sources : seq (source N); prior_a : seq N; prior_m : seq N; history : seq nat; cells : nat; cell : seq nat
}.

(** Where a source can be: in a state, which has the number of a source, or an urn with a count for each cell. *)
Inductive place (N : Type) := State of nat | Balls of seq N.
Definition vector (N : Type) := seq (place N * N).

(** The claim that a vector gives every history at most 0, and for each cell the numbers of the claims of which it is
    at most a sum after the cell, with their factors. *)
Definition combination (N : Type) := seq (nat * N).
Record claim (N : Type) := Claim { weights : vector N; after_cell : seq (combination N) }.

Section Checker.
Variables (N : Type) (ar : arithmetic N) (q : question N).
Implicit Types (t : place N) (u v : vector N) (c x : nat) (l : seq N).

Definition entry l x := nth (zero ar) l x.
Definition total l := foldr (add ar) (zero ar) l.
Definition row s := nth (Emits [::] [::]) (sources q) s.

Definition emission s x := if row s is Emits weights _ then entry weights x else zero ar.
Definition successor s x := if row s is Emits _ next then nth s next x else s.

(** An urn after x was drawn. *)
Definition one_more l x := [seq add ar (entry l y) (if y == x then one ar else zero ar) | y <- iota 0 (size l)].

(** The place after an outcome, with the chance of the outcome. An urn counts outcomes or cells alike. *)
Definition step x t : place N * N :=
  match t with
  | State s => (State N (successor s x), emission s x)
  | Balls l => (Balls (one_more l x), if le ar (total l) (zero ar) then zero ar else div ar (entry l x) (total l))
  end.

Definition scale (a : N) u : vector N := [seq (p.1, mul ar a p.2) | p <- u].

(** A vector after an outcome. *)
Definition stepped x u : vector N := [seq let p' := step x p.1 in (p'.1, mul ar p.2 p'.2) | p <- u].

(** The outcomes of a cell, and a vector after the cell. *)
Definition behind c := [seq x <- iota 0 (size (cell q)) | nth 0 (cell q) x == c].
Definition moved_place c t : vector N := if t is State s then [seq step x t | x <- behind c] else [:: step c t].
Definition moved c u : vector N := flatten [seq scale p.2 (moved_place c p.1) | p <- u].

(** Two places of one law. *)
Definition same_number a b := le ar a b && le ar b a.
Fixpoint same_numbers l l' := match l, l' with
  | [::], [::] => true
  | a :: l, b :: l' => same_number a b && same_numbers l l'
  | _, _ => false
  end.
Definition same t t' := match t, t' with
  | State s, State s' => s == s'
  | Balls l, Balls l' => same_numbers l l'
  | _, _ => false
  end.

(** Urns have a count for each cell. *)
Definition fits n t := if t is Balls l then (size l == n) && all (le ar (zero ar)) l else true.

(** Whether no place has a weight below 0, all its weights added up. *)
Fixpoint put (p : place N * N) u : vector N := if u is p' :: u' then
  if same p.1 p'.1 then (p'.1, add ar p.2 p'.2) :: u' else p' :: put p u' else [:: p].
Definition nonnegative u := all (fun p => fits (cells q) p.1 && le ar (zero ar) p.2) (foldr put [::] u).

(** A sum of claims, each with its factor. *)
Definition combine (vectors : seq (vector N)) (k : combination N) : vector N :=
  flatten [seq scale p.2 (nth [::] vectors p.1) | p <- k].

(** A claim holds of the empty history, and after each cell it follows from claims. *)
Definition closed vectors (e : claim N) :=
  all (fun p => fits (cells q) p.1) (weights e) && le ar (total (map snd (weights e))) (zero ar) &&
  all (fun c => all (fun p => le ar (zero ar) p.2) (nth [::] (after_cell e) c) &&
    nonnegative (combine vectors (nth [::] (after_cell e) c) ++ scale (opp ar (one ar)) (moved c (weights e))))
  (iota 0 (cells q)).

(** The sources with their weights, before and after the history. *)
Definition start w : vector N :=
  [seq (if row s is Urn l then Balls l else State N s, entry w s) | s <- iota 0 (size (sources q))].
Definition observed w := foldl (fun u x => stepped x u) (start w) (history q).

(** An urn of outcomes as an urn of cells. *)
Definition by_cell t :=
  if t is Balls l then Balls [seq total [seq entry l x | x <- behind c] | c <- iota 0 (cells q)] else t.
Definition seen u : vector N := [seq (by_cell p.1, p.2) | p <- u].

(** A - C M, times what both give the history. *)
Definition excess C : vector N :=
  let a := observed (prior_a q) in let m := observed (prior_m q) in
  seen (scale (total (map snd m)) a ++ scale (opp ar (mul ar C (total (map snd a)))) m).

(** Numbers of cells and outcomes are in range, and no weight is below 0. *)
Definition proper := [&& 0 < cells q, all (fun c => c < cells q) (cell q),
  all (fun x => x < size (cell q)) (history q) &
  all (fun s => match s with
    | Emits weights _ => all (le ar (zero ar)) weights
    | Urn l => fits (size (cell q)) (Balls l)
    end) (sources q)].

(** Both laws give the history a positive probability. *)
Definition possible := ~~ le ar (total (map snd (observed (prior_a q)))) (zero ar)
  && ~~ le ar (total (map snd (observed (prior_m q)))) (zero ar).

Definition accepts C (first : seq (combination N)) (others : seq (claim N)) :=
  let vectors := excess C :: map (@weights N) others in
  [&& proper, possible & all (closed vectors) (Claim (excess C) first :: others)].

End Checker.

(** A certificate of how much of A is singular to M, for outcomes of machines without urns; the rest merges with M.

    The overlap of two laws is the sum of min(P(h), Q(h)) over the histories of a length. A pair of sources bounds the
    sum of their overlaps over all lengths, so that the overlap vanishes. It has, for each outcome, at least the root of
    the product of both chances.

    A source s is run together with the set of the sources in which those of M can be. It has met M if one of the set
    has its law, that is its class. It is singular to M if it makes a pair with each of the set. A node says with which
    probability s ends up singular, and bounds the expected number of outcomes until it is that or has met M. *)
Record pair (N : Type) := Pair { one_of : nat; other : nat; overlaps : N; roots : seq N }.
Record node (N : Type) := Node { at_source : nat; beside : seq nat; chance_apart : N; steps_left : N }.

Section Merging.
Variables (N : Type) (ar : arithmetic N) (q : question N).
Variables (likeness : seq nat) (pairs : seq (pair N)) (nodes : seq (node N)).
Implicit Types (s j x : nat) (l : seq nat).

Definition outcomes := iota 0 (size (cell q)).
Definition sizes := size (sources q).

(** Every source is a state that emits something and moves to a state. *)
Definition machine := all (fun s => if row q s is Emits _ _ then
    same_number ar (total ar [seq emission ar q s x | x <- outcomes]) (one ar) &&
    all (fun x => successor q s x < sizes) outcomes
  else false) (iota 0 sizes).

(** States of one class emit alike, and move to states of one class. *)
Definition class s := if s < sizes then nth 0 likeness s else s.
Definition alike := all (fun s => all (fun x => same_number ar (emission ar q s x) (emission ar q (class s) x) &&
  (le ar (emission ar q s x) (zero ar) || (class (successor q s x) == class (successor q (class s) x)))) outcomes)
  (iota 0 sizes).

(** The first pair of two sources, and its bound. *)
Definition pair_of s j := ohead [seq p <- pairs | (one_of p == s) && (other p == j)].
Definition overlaps_of s j := if pair_of s j is Some p then overlaps p else zero ar.

(** The bound of a pair follows from those of the next ones: the root of a product is the product of the roots. *)
Definition vanishing p := le ar (zero ar) (overlaps p) &&
  all (fun x => let r := entry ar (roots p) x in [&& le ar (zero ar) r,
    le ar (mul ar (emission ar q (one_of p) x) (emission ar q (other p) x)) (mul ar r r) &
    le ar r (zero ar) || pair_of (successor q (one_of p) x) (successor q (other p) x)]) outcomes &&
  le ar (add ar (one ar) (total ar [seq
    mul ar (entry ar (roots p) x) (overlaps_of (successor q (one_of p) x) (successor q (other p) x)) | x <- outcomes]))
  (overlaps p).

(** One of the set has the law of s; or each makes a pair with s. *)
Definition met s l := has (fun j => class j == class s) l.
Definition singular s l := all (fun j => pair_of s j) l.

(** The states to which an outcome can lead. *)
Definition led l x := [seq successor q j x | j <- l & ~~ le ar (emission ar q j x) (zero ar)].

(** The first node of the state and the set. *)
Definition node_of s l := ohead [seq n <- nodes | (at_source n == s) &&
  (all (fun j => j \in l) (beside n) && all (fun j => j \in beside n) l)].

(** The probability to end up singular, and a bound on the steps that are left. Without a node the probability is
    unknown. *)
Definition limits unknown s l : N * N :=
  if met s l then (zero ar, zero ar) else if singular s l then (one ar, zero ar) else
  if node_of s l is Some n then (chance_apart n, steps_left n) else (unknown, zero ar).

(** The mean of a bound after one outcome. *)
Definition expected unknown (part : N * N -> N) (n : node N) := total ar [seq mul ar (emission ar q (at_source n) x)
  (part (limits unknown (successor q (at_source n) x) (led (beside n) x))) | x <- outcomes].

(** What a node says follows from what the next ones do. *)
Definition settled n := [&& le ar (zero ar) (chance_apart n), le ar (chance_apart n) (one ar),
  le ar (expected (one ar) fst n) (chance_apart n), le ar (chance_apart n) (expected (zero ar) fst n) &
  le ar (zero ar) (steps_left n) && le ar (add ar (one ar) (expected (one ar) snd n)) (steps_left n)].

(** No place is an urn, so that each is a state. *)
Definition states (u : vector N) : seq (nat * N) := [seq (if p.1 is State s then s else sizes, p.2) | p <- u].

(** Exactly sigma of A is singular. *)
Definition decomposes sigma :=
  let a := states (observed ar q (prior_a q)) in let m := states (observed ar q (prior_m q)) in
  let possible_m := [seq p.1 | p <- m & ~~ le ar p.2 (zero ar)] in
  let sum unknown := total ar [seq mul ar p.2 (limits unknown p.1 possible_m).1 | p <- a] in
  let part := mul ar sigma (total ar (map snd a)) in
  [&& proper ar q, possible ar q, machine, alike & [&& all vanishing pairs, all settled nodes,
   all (fun p => le ar (zero ar) p.2) (a ++ m), le ar (sum (one ar)) part & le ar part (sum (zero ar))]].

End Merging.

(** A certificate of how much merges through a feature. An observer of the cells believes of a source that it can be in
    several places, with weights that sum to 1; belief and cell determine the next belief. If the beliefs are finitely
    many they are the states of a machine that shows what the source does, and which hides nothing. *)
Record belief (N : Type) := Belief { believed : vector N; chances : seq N; next_beliefs : seq nat }.

Section Beliefs.
Variables (N : Type) (ar : arithmetic N) (q : question N) (likeness : seq nat) (beliefs : seq (belief N)).
Implicit Types (u v : vector N) (w : seq N).

(** Two vectors have the same weight in each class of states. *)
Definition canonical u : vector N :=
  [seq (if p.1 is State s then State N (class q likeness s) else p.1, p.2) | p <- u].
Definition same_vectors u v :=
  let less u := scale ar (opp ar (one ar)) u in let u := canonical u in let v := canonical v in
  nonnegative ar q (u ++ less v) && nonnegative ar q (v ++ less u).

(** States of one class show each cell alike, and then are alike in states of each class. *)
Definition alike_shown := all (fun s => all (fun c =>
    same_vectors (moved ar q c [:: (State N s, one ar)]) (moved ar q c [:: (State N (class q likeness s), one ar)]))
  (iota 0 (cells q))) (iota 0 (sizes q)).

(** The weights of a belief sum to 1, and after each cell they are those of the next belief, times the chance of the
    cell. *)
Definition belief_of i := nth (Belief [::] [::] [::]) beliefs i.
Definition consistent i := let b := belief_of i in all (fun p => fits ar (cells q) p.1) (believed b) &&
  same_number ar (total ar (map snd (believed b))) (one ar) &&
  all (fun c => same_vectors (moved ar q c (believed b))
    (scale ar (entry ar (chances b) c) (believed (belief_of (nth i (next_beliefs b) c))))) (iota 0 (cells q)).

(** A mixture of beliefs. It is what is believed after the history. *)
Definition mixed w : vector N :=
  flatten [seq scale ar (entry ar w i) (believed (belief_of i)) | i <- iota 0 (size beliefs)].
Definition begins w prior := let u := observed ar q prior in
  same_vectors (seen ar q u) (scale ar (total ar (map snd u)) (mixed w)).

(** The question about the machine of beliefs. *)
Definition observer a m :=
  Question [seq Emits (chances b) (next_beliefs b) | b <- beliefs] a m [::] (cells q) (iota 0 (cells q)).

Definition decomposes_shown a m likeness' pairs nodes sigma :=
  [&& proper ar q, possible ar q, alike_shown, all consistent (iota 0 (size beliefs)) &
   [&& begins a (prior_a q), begins m (prior_m q) & decomposes ar (observer a m) likeness' pairs nodes sigma]].

End Beliefs.
