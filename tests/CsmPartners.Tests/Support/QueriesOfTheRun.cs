[assembly: AssemblyFixture(typeof(CsmPartners.Tests.Support.QueriesOfTheRun))]

namespace CsmPartners.Tests.Support;

/// <summary>After the last test: whether SQL Server could have been asked whatever any of them asked.</summary>
public sealed class QueriesOfTheRun : IDisposable
{
    public void Dispose()
    {
        if (SqlServerQueries.Count > 0)
            Console.Out.WriteLine($"Queries: {SqlServerQueries.Count} different ones were translated for SQL Server and read by its parser.");
        Assert.Equal([], SqlServerQueries.Problems);
    }
}
