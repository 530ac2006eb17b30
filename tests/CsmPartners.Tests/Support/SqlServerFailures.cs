using System.Reflection;
using Microsoft.Data.SqlClient;

namespace CsmPartners.Tests.Support;

/// <summary>Errors as SQL Server's client throws them. It has no public way to make one.</summary>
internal static class SqlServerFailures
{
    public static SqlException Of(int number)
    {
        var errors = (SqlErrorCollection)Make(typeof(SqlErrorCollection));
        var constructor = typeof(SqlError).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).MinBy(c => c.GetParameters().Length)!;
        var values = constructor.GetParameters().Select(p =>
            p.ParameterType == typeof(string) ? "" : p.Position == 0 ? number : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null).ToArray();
        typeof(SqlErrorCollection).GetMethod("Add", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(errors, [constructor.Invoke(values)]);
        return (SqlException)typeof(SqlException).GetMethod("CreateException", BindingFlags.Static | BindingFlags.NonPublic, [typeof(SqlErrorCollection), typeof(string)])!
            .Invoke(null, [errors, "16.0.0"])!;
    }

    private static object Make(Type type) => Activator.CreateInstance(type, nonPublic: true)!;
}
