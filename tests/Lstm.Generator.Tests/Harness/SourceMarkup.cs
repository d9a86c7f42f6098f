using System;
using System.Collections.Generic;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Lstm.Generator.Tests.Harness;

/// <summary>A source in which <c>{|LSTM001:Amp|}</c> marks the text that a diagnostic must underline.</summary>
/// <param name="Text">The source without its marks.</param>
/// <param name="Marks">What was marked, in order.</param>
internal sealed record SourceMarkup(string Text, IReadOnlyList<SourceMark> Marks)
{
    public static SourceMarkup Parse(string markup)
    {
        StringBuilder text = new();
        List<SourceMark> marks = [];
        Stack<(string Id, int Start)> open = new();
        for (int i = 0; i < markup.Length; i++)
        {
            if (Stands("{|", i))
            {
                int colon = markup.IndexOf(':', i);
                open.Push((markup[(i + 2)..colon], text.Length));
                i = colon;
            }
            else if (open.Count > 0 && Stands("|}", i))
            {
                (string id, int start) = open.Pop();
                marks.Add(new SourceMark(id, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(markup[i]);
            }
        }

        if (open.Count > 0)
        {
            throw new ArgumentException("A mark is never closed.", nameof(markup));
        }

        return new SourceMarkup(text.ToString(), marks);

        bool Stands(string mark, int at) => string.CompareOrdinal(markup, at, mark, 0, mark.Length) == 0;
    }
}
