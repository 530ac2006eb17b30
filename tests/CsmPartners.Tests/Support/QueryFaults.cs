using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CsmPartners.Tests.Support;

internal static class QueryFaults
{
    /// <summary>What the framework only warns of, a query whose answer is left to chance above all, fails the test that asks it.</summary>
    public static TOptions ThrowAtQueryFaults<TOptions>(this TOptions options) where TOptions : DbContextOptionsBuilder
    {
        options.ConfigureWarnings(warnings => warnings.Throw(
            CoreEventId.FirstWithoutOrderByAndFilterWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning, CoreEventId.DistinctAfterOrderByWithoutRowLimitingOperatorWarning,
            CoreEventId.PossibleUnintendedCollectionNavigationNullComparisonWarning, CoreEventId.PossibleUnintendedReferenceComparisonWarning,
            RelationalEventId.MultipleCollectionIncludeWarning, RelationalEventId.QueryPossibleUnintendedUseOfEqualsWarning));
        return options;
    }
}
