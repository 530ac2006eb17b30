using System.Reflection;
using System.Text.RegularExpressions;
using CsmPartners.Texts;

namespace CsmPartners.Tests.Texts;

public sealed class PatternsTests
{
    [Fact]
    public void No_pattern_gives_up_while_a_busy_machine_lets_it_wait()
    {
        const BindingFlags All = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var patterns = new[] { typeof(Patterns).Assembly, typeof(Program).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMembers(All))
            .Select(member => (Name: $"{member.DeclaringType!.Name}.{member.Name}", Pattern: member.GetCustomAttribute<GeneratedRegexAttribute>()))
            .Where(member => member.Pattern is not null)
            .ToList();
        Assert.True(patterns.Count > 20, $"{patterns.Count} patterns");
        Assert.Equal([], patterns.Where(p => p.Pattern!.MatchTimeoutMilliseconds != Patterns.Patience).Select(p => p.Name));
    }
}
