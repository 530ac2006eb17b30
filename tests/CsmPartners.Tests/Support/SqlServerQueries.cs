using System.Collections;
using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using CsmPartners.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;

namespace CsmPartners.Tests.Support;

/// <summary>
/// Keeps SQL Server honest without a server: each query that a site in the tests asks of SQLite is translated for SQL Server too, and read by
/// Microsoft's parser. <c>SqlServerTests</c> fails where one of the desk's cannot be, and <see cref="QueriesOfTheRun"/> where one of any test's.
/// </summary>
internal sealed class SqlServerQueries : IQueryExpressionInterceptor
{
    private static readonly ConcurrentDictionary<string, Lazy<Translation>> Known = new();

    [ModuleInitializer]
    internal static void Register() => TestSite.Interceptors.Add(new SqlServerQueries());

    /// <summary>Every statement so far, as SQL Server would be sent it.</summary>
    public static IReadOnlyCollection<string> Statements => [.. Known.Values.SelectMany(t => t.Value.Statements)];

    /// <summary>How many different queries.</summary>
    public static int Count => Known.Count;

    /// <summary>Every query that SQL Server cannot be asked, with the reason.</summary>
    public static IReadOnlyCollection<string> Refused => [.. Known.Where(t => t.Value.Value.Problem is not null).Select(t => $"{t.Value.Value.Problem}\n{t.Key}")];

    /// <summary>The same without the one that a test asks because it is refused.</summary>
    public static IReadOnlyCollection<string> Problems => [.. Refused.Where(p => !p.Contains("Glob", StringComparison.Ordinal))];

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (eventData.Context is not SiteDb db || !db.Database.IsSqlite() || IsOfSql(queryExpression))
            return queryExpression;
        var printed = ExpressionPrinter.Print(queryExpression);
        _ = Known.GetOrAdd(printed, _ => new(() => Translate(queryExpression))).Value;
        return queryExpression;
    }

    /// <summary>What a context of SQL Server's sends for it. No server is asked: every answer is empty.</summary>
    public static Translation Translate(Expression query)
    {
        var sent = new Recorder();
        try
        {
            using var db = Database(sent);
            Ask((IAsyncQueryProvider)db.SiteStates.AsQueryable().Provider, new Rebased(db).Visit(query));
        }
        // An empty answer is none that First or Count could give.
        catch (Exception e) when (sent.Statements.Count > 0 && (e as TargetInvocationException)?.InnerException is InvalidOperationException or NullReferenceException)
        {
        }
        catch (Exception e)
        {
            return new([], e.GetBaseException().Message);
        }

        return new(sent.Statements, sent.Statements.Count == 0 ? "nothing was sent" : sent.Statements.Select(TransactSql.Problem).FirstOrDefault(p => p is not null));
    }

    private static void Ask(IAsyncQueryProvider provider, Expression query)
    {
        if (!query.Type.IsAssignableTo(typeof(IQueryable)))
            provider.Execute(query);
        else
        {
            foreach (var row in (IEnumerable)provider.CreateQuery(query))
                throw new InvalidOperationException($"There should be no row: {row}");
        }
    }

    private static SiteDb Database(Recorder sent)
    {
        var options = new DbContextOptionsBuilder<SiteDb>();
        // Without retries, which would read all columns of an answer before the program does.
        options.UseSqlServer("Server=.", sqlServer => sqlServer.UseCompatibilityLevel(SqlServerSite.SmallestCompatibilityLevel))
            .AddInterceptors(SqlServerErrors.Instance, sent, new Unopened());
        return new SiteDb(options.ThrowAtQueryFaults().Options);
    }

    // Raw statements are another test's.
    private static bool IsOfSql(Expression query)
    {
        var search = new SqlSearch();
        search.Visit(query);
        return search.IsFound;
    }

    internal sealed record Translation(IReadOnlyList<string> Statements, string? Problem);

    private sealed class SqlSearch : ExpressionVisitor
    {
        public bool IsFound { get; private set; }

        protected override Expression VisitExtension(Expression node)
        {
            IsFound |= node.GetType().Name.Contains("SqlQueryRoot", StringComparison.Ordinal);
            return node;
        }
    }

    /// <summary>The query over another model, with values of any kind for its parameters.</summary>
    private sealed class Rebased(SiteDb db) : ExpressionVisitor
    {
        private readonly IAsyncQueryProvider provider = (IAsyncQueryProvider)db.SiteStates.AsQueryable().Provider;

        protected override Expression VisitExtension(Expression node) => node switch
        {
            EntityQueryRootExpression root => new EntityQueryRootExpression(provider, db.Model.FindEntityType(root.EntityType.Name)!),
            QueryParameterExpression parameter => Parameter(parameter.Type),
            _ => base.VisitExtension(node),
        };

        private static MemberExpression Parameter(Type type)
        {
            var holder = typeof(Holder<>).MakeGenericType(type);
            return Expression.Field(Expression.Constant(Activator.CreateInstance(holder, Sample(type))), holder.GetField("Value")!);
        }

        private static object? Sample(Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(string))
                return "value";
            if (type == typeof(byte[]))
                return new byte[] { 1 };
            if (type.IsEnum)
                return Enum.GetValues(type).GetValue(0);
            if (type.IsValueType)
                return Activator.CreateInstance(type);
            var element = type.IsArray ? type.GetElementType() : type.GetInterfaces().Prepend(type)
                .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
            if (element is null)
                return Activator.CreateInstance(type, nonPublic: true);
            var values = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
            values.Add(Sample(element));
            values.Add(Sample(element));
            var array = Array.CreateInstance(element, values.Count);
            values.CopyTo(array, 0);
            return type.IsInstanceOfType(values) ? values : type.IsInstanceOfType(array) ? array : Activator.CreateInstance(type, values);
        }

        public sealed class Holder<T>(T value)
        {
            public readonly T Value = value;
        }
    }

    private sealed class Unopened : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();
    }

    private sealed class Recorder : DbCommandInterceptor
    {
        public List<string> Statements { get; } = [];

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            Statements.Add(command.CommandText);
            return InterceptionResult<DbDataReader>.SuppressWithResult(new DataTable().CreateDataReader());
        }

        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
        {
            Statements.Add(command.CommandText);
            return InterceptionResult<int>.SuppressWithResult(0);
        }
    }
}
