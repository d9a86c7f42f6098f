using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>Describes the errors of a command line. A mistyped verb or option gets a suggestion.</summary>
internal static class UsageErrors
{
    public static string Describe(ParseResult line)
    {
        Command command = line.CommandResult.Command;

        // A mistyped word also causes errors about the words that follow, and about what is then missing. Without a verb the verb is the
        // mistyped word; otherwise an option is, whose value is then an argument too many.
        bool isOption = command is not RootCommand;
        return line.UnmatchedTokens.Count > 0
            ? Unknown(command, line.UnmatchedTokens.FirstOrDefault(token => IsOption(token) == isOption) ?? line.UnmatchedTokens[0])
            : string.Join(' ', line.Errors.Select(Text));
    }

    private static bool IsOption(string token) => token.StartsWith('-') && token != StandardStreams.Sign;

    private static string Text(ParseError error)
    {
        if (error.SymbolResult is OptionResult { Option: { } option, Tokens: [{ Value: string found }] })
        {
            string? expected = option.ValueType == typeof(double) || option.ValueType == typeof(double?) ? "a number"
                : option.ValueType == typeof(int) || option.ValueType == typeof(int?) ? "a whole number"
                : null;
            if (expected is not null)
            {
                return $"{option.Name}: expected {expected}, found '{found}'.";
            }
        }

        return error.Message.TrimEnd('.') + ".";
    }

    private static string Unknown(Command command, string token)
    {
        if (IsOption(token))
        {
            IEnumerable<string> options = command.Options.SelectMany(static option => option.Aliases.Append(option.Name));
            string owner = command is RootCommand ? "lstmgen" : $"'lstmgen {command.Name}'";
            return $"'{token}' is not an option of {owner}.{Spelling.Hint(token, options)}";
        }

        if (command is RootCommand)
        {
            string[] verbs = [.. command.Subcommands.Select(static verb => verb.Name)];
            string hint = Spelling.Hint(token, verbs);
            return $"'{token}' is not a verb.{(hint.Length > 0 ? hint : $" The verbs are {string.Join(", ", verbs)}.")}";
        }

        int arguments = command.Arguments.Count;
        return $"'{token}' is one argument too many: {command.Name} takes {Numbers.Of(arguments, "argument")}.";
    }
}
