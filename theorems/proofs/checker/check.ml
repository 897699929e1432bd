(* Reads certificates from standard input and says of each whether the checker accepts it, with the constant, or
   with how much stays apart, and the title. Checker is extracted from what Coq proved; this file reads, prints, and
   gives it the fractions of Zarith to compute with. Exits with 1 if a certificate is refused, and with 2 if the text is
   not one or there is none. *)
open Checker

let numbers = {
  zero = Q.zero; one = Q.one; opp = Q.neg; add = Q.add; mul = Q.mul; div = Q.div; le = Q.leq
}

(* A text is a list in brackets, a quoted text, or a word. *)
type tree = List of tree list | Text of string | Word of string

exception Malformed of string

let fail text = raise (Malformed text)

let rec tree input = match Scanf.bscanf input " %c" Fun.id with
  | '(' -> List (trees input)
  | '"' -> Text (quoted input (Buffer.create 16))
  | ')' -> fail "a bracket closes that was not opened"
  | c -> Word (String.make 1 c ^ Scanf.bscanf input "%[^ \n()\"]" Fun.id)

and trees input =
  Scanf.bscanf input " " ();
  Scanf.bscanf input "%0c" (fun c ->
    if c = ')' then (Scanf.bscanf input "%c" ignore; []) else let first = tree input in first :: trees input)

(* Escapes stay as they are: the checker reads no names. *)
and quoted input text = match Scanf.bscanf input "%c" Fun.id with
  | '"' -> Buffer.contents text
  | '\\' -> Buffer.add_char text '\\'; Buffer.add_char text (Scanf.bscanf input "%c" Fun.id); quoted input text
  | c -> Buffer.add_char text c; quoted input text

let digits text = text <> "" && String.for_all (fun c -> '0' <= c && c <= '9') text

let whole = function
  | Word text when digits text && String.length text < 10 -> int_of_string text
  | _ -> fail "expected a whole number"

let number = function
  | Word text ->
    let unsigned = if text.[0] = '-' then String.sub text 1 (String.length text - 1) else text in
    (match String.split_on_char '/' unsigned with
     | [n] when digits n -> ()
     | [n; d] when digits n && digits d && Z.sign (Z.of_string d) > 0 -> ()
     | _ -> fail (text ^ ", expected a number"));
    Q.of_string text
  | _ -> fail "expected a number"

let list of_item = function List items -> List.map of_item items | _ -> fail "expected a list"

let source = function
  | List [Word "emits"; weights; next] -> Emits (list number weights, list whole next)
  | List [Word "urn"; counts] -> Urn (list number counts)
  | _ -> fail "expected a source"

let place = function
  | List [Word "state"; s; weight] -> (State (whole s), number weight)
  | List [Word "urn"; counts; weight] -> (Balls (list number counts), number weight)
  | _ -> fail "expected a place"

let combination = list (function
  | List [k; factor] -> (whole k, number factor)
  | _ -> fail "expected a claim and a factor")

let claim = function
  | List (Word "claim" :: weights :: after) ->
    { weights = list place weights; after_cell = List.map combination after }
  | _ -> fail "expected a claim"

let text = function Text t -> t | _ -> fail "expected a text"

let question cells cell sources a m history = {
  sources = List.map source sources; prior_a = list number a; prior_m = list number m;
  history = list whole history; cells = whole cells; cell = list whole cell
}

let node = function
  | List [Word "node"; at; beside; apart; steps] ->
    { at_source = whole at; beside = list whole beside; chance_apart = number apart; steps_left = number steps }
  | _ -> fail "expected a node"

let pair = function
  | List [Word "pair"; one; other; overlaps; roots] ->
    { one_of = whole one; other = whole other; overlaps = number overlaps; roots = list number roots }
  | _ -> fail "expected a pair"

let belief = function
  | List [Word "belief"; weights; chances; next] ->
    { believed = list place weights; chances = list number chances; next_beliefs = list whole next }
  | _ -> fail "expected a belief"

let pairs_and_nodes list =
  let pairs, nodes = List.partition (function List (Word "pair" :: _) -> true | _ -> false) list in
  (List.map pair pairs, List.map node nodes)

let is_belief = function List (Word "belief" :: _) -> true | _ -> false

let say accepted what bound title =
  Printf.printf "%s %s %s %s\n%!" (if accepted then "accepted" else "REFUSED") what (Q.to_string (number bound))
    (String.concat " " (List.map (fun t -> "\"" ^ text t ^ "\"") title));
  accepted

let check = function
  | List (Word kind :: List (Word "title" :: title) :: List [Word "cells"; cells; cell]
      :: List (Word "sources" :: sources) :: List [Word "a"; a] :: List [Word "m"; m] :: List [Word "history"; history]
      :: rest) ->
    let asked = question cells cell sources a m history in
    (match kind, rest with
     | "certificate", List [Word "constant"; constant] :: List (Word "first" :: first) :: claims ->
       say (accepts numbers asked (number constant) (List.map combination first) (List.map claim claims))
         "constant" constant title
     | "merging", List [Word "apart"; apart] :: List [Word "likeness"; likeness] :: rest ->
       let pairs, nodes = pairs_and_nodes rest in
       say (decomposes numbers asked (list whole likeness) pairs nodes (number apart)) "apart" apart title
     | "shown", List [Word "apart"; apart] :: List [Word "alike"; alike] :: rest ->
       let beliefs, rest = List.partition is_belief rest in
       (match rest with
        | List [Word "mixtures"; a; m] :: List [Word "likeness"; likeness] :: rest ->
          let pairs, nodes = pairs_and_nodes rest in
          say (decomposes_shown numbers asked (list whole alike) (List.map belief beliefs) (list number a)
              (list number m) (list whole likeness) pairs nodes (number apart))
            "apart" apart title
        | _ -> fail "expected mixtures of beliefs")
     | _ -> fail "expected a constant or what stays apart")
  | _ -> fail "expected a certificate"

let () =
  let input = Scanf.Scanning.stdin in
  let rec all answers =
    Scanf.bscanf input " " ();
    if Scanf.Scanning.end_of_input input then answers
    else if Scanf.bscanf input "%0c" Fun.id = ';' then (Scanf.bscanf input "%[^\n]" ignore; all answers)
    else let this = check (tree input) in all (this :: answers)
  in
  match all [] with
  | [] -> prerr_endline "expected a certificate"; exit 2
  | answers -> if List.mem false answers then exit 1
  | exception Malformed text -> prerr_endline text; exit 2
  | exception End_of_file -> prerr_endline "the text ends within a certificate"; exit 2
