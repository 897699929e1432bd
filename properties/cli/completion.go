package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"mimics/theorems"
)

// completionCommand is our own because what completes kong's commands does not complete claims and hypotheses.
type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
	destination
}

func (c *completionCommand) Run(s *streams, parsed *kong.Context) error {
	offered := offers{s.name, s.theory}
	script := map[string]func(*kong.Node) string{"bash": offered.bash, "zsh": offered.zsh, "fish": offered.fish}[c.Shell]
	if err := c.prepare(s); err != nil {
		return err
	}
	return s.write(c.Out, func(w io.Writer) error {
		_, err := io.WriteString(w, script(parsed.Model.Node))
		return err
	})
}

// offers holds the words that a shell offers: claims and hypotheses of the theory, and all words of the command's
// grammar.
type offers struct {
	name   string // the name of the program
	theory theorems.Registry
}

// values lists the values of a flag or an argument, or nil if it is a file or takes any value.
func (o offers) values(v *kong.Value) (list []string) {
	switch v.Name {
	case "claim":
		for _, c := range o.theory {
			list = append(list, c.ID)
		}
	case "without":
		for _, c := range o.theory {
			list = append(list, hypothesisNames(&c)...)
		}
		slices.Sort(list)
		list = slices.Compact(list)
	default:
		if v.Enum != "" {
			list = v.EnumSlice()
		}
	}
	return list
}

// flagNames lists the ways to write a flag.
func flagNames(flag *kong.Flag) []string {
	if flag.Short != 0 {
		return []string{"-" + string(flag.Short), "--" + flag.Name}
	}
	return []string{"--" + flag.Name}
}

// flagsOf lists the flags of a command, including those of all commands.
func flagsOf(command *kong.Node) []*kong.Flag { return slices.Concat(command.AllFlags(true)...) }

// bash leaves file names to the shell, which completes them if a list is empty.
func (o offers) bash(root *kong.Node) string {
	return `_` + o.name + `() {
	local command= before=${COMP_WORDS[COMP_CWORD-1]} list
	[ "$COMP_CWORD" -gt 1 ] && command=${COMP_WORDS[1]}
` + o.shellCases(root) + `	COMPREPLY=($(compgen -W "$list" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _` + o.name + ` ` + o.name + `
`
}

func (o offers) zsh(root *kong.Node) string {
	return `#compdef ` + o.name + `
_` + o.name + `() {
	local command= before=$words[CURRENT-1] list
	[ "$CURRENT" -gt 2 ] && command=$words[2]
` + o.shellCases(root) + `	compadd -- ${=list} || _files
}
compdef _` + o.name + ` ` + o.name + `
`
}

// shellCases sets list to the words that can come next, given the command and the word before, in the language of both
// shells.
func (o offers) shellCases(root *kong.Node) string {
	var text strings.Builder
	one := func(pattern string, list []string) {
		fmt.Fprintf(&text, "\t%s) list='%s' ;;\n", pattern, strings.Join(list, " "))
	}
	text.WriteString("\tcase \"$command $before\" in\n")
	var names []string
	for _, command := range root.Children {
		names = append(names, command.Name)
		var next []string
		for _, flag := range flagsOf(command) {
			next = append(next, flagNames(flag)...)
			if flag.IsBool() {
				continue
			}
			var patterns []string
			for _, name := range flagNames(flag) {
				patterns = append(patterns, fmt.Sprintf("'%s %s'", command.Name, name))
			}
			one(strings.Join(patterns, "|"), o.values(flag.Value))
		}
		for _, argument := range command.Positional {
			next = append(next, o.values(argument)...)
		}
		one("'"+command.Name+" '*", next)
	}
	one("*", names)
	text.WriteString("\tesac\n")
	return text.String()
}

func (o offers) fish(root *kong.Node) string {
	var text strings.Builder
	quoted := func(s string) string { return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'" }
	for _, command := range root.Children {
		fmt.Fprintf(&text, "complete -c %s -n __fish_use_subcommand -f -a %s -d %s\n", o.name, command.Name, quoted(command.Help))
		line := "complete -c " + o.name + " -n '__fish_seen_subcommand_from " + command.Name + "'"
		for _, flag := range flagsOf(command) {
			text.WriteString(line + " -l " + flag.Name)
			if flag.Short != 0 {
				text.WriteString(" -s " + string(flag.Short))
			}
			if list := o.values(flag.Value); list != nil {
				text.WriteString(" -x -a " + quoted(strings.Join(list, " ")))
			} else if !flag.IsBool() {
				text.WriteString(" -r")
			}
			text.WriteString(" -d " + quoted(flag.Help) + "\n")
		}
		for _, argument := range command.Positional {
			if list := o.values(argument); list != nil {
				text.WriteString(line + " -f -a " + quoted(strings.Join(list, " ")) + "\n")
			}
		}
	}
	return text.String()
}
