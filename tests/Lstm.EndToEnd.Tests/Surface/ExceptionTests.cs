using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Lstm.EndToEnd.Tests.Surface;

/// <summary>One base class catches every exception that the libraries define.</summary>
public sealed class ExceptionTests
{
    private const BindingFlags Every =
        BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void Every_public_exception_has_the_common_base()
    {
        List<Type> exceptions =
        [
            .. SurfaceFiles.Libraries
                .SelectMany(static library => library.Assembly.GetExportedTypes())
                .Where(static type => type.IsAssignableTo(typeof(Exception)) && type != typeof(LstmException)),
        ];

        Assert.Equal(
            [
                "LstmProofException", "RecordingFormatException", "RestStateException", "SequenceFormatException", "StateFormatException",
                "WeightFormatException",
            ],
            exceptions.Select(static type => type.Name).Order(StringComparer.Ordinal));
        Assert.All(exceptions, static type => Assert.Equal(typeof(LstmException), type.BaseType));
    }

    [Fact]
    public void Every_assembly_decides_about_CLS_compliance() => Assert.All(
        SurfaceFiles.Libraries,
        static library => Assert.False(library.Assembly.GetCustomAttribute<CLSCompliantAttribute>()!.IsCompliant));

    [Fact]
    public void Throw_helpers_are_hidden_from_stack_traces()
    {
        List<MethodInfo> helpers =
        [
            .. SurfaceFiles.Libraries
                .SelectMany(static library => library.Assembly.GetTypes())
                .Where(static type => !type.IsDefined(typeof(CompilerGeneratedAttribute)))
                .SelectMany(static type => type.GetMethods(Every))
                .Where(static method => method.Name.StartsWith("Throw", StringComparison.Ordinal)),
        ];

        Assert.NotEmpty(helpers);
        Assert.All(helpers, static method =>
        {
            Assert.NotNull(method.GetCustomAttribute<DoesNotReturnAttribute>());
            Assert.True(
                method.IsDefined(typeof(StackTraceHiddenAttribute)) || method.DeclaringType!.IsDefined(typeof(StackTraceHiddenAttribute)),
                $"{method.DeclaringType}.{method.Name} is not hidden.");
        });
    }
}
