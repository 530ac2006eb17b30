using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CsmPartners;

/// <summary>What an error of the database means for the request that met it. Each provider knows its own numbers.</summary>
public abstract class DatabaseErrors : IInterceptor
{
    /// <summary>Another request changed the same rows first. Repeated on top of its work, this one can succeed.</summary>
    public bool IsConflict(Exception? e) => e is DbUpdateConcurrencyException || Finds(e, IsConflict);

    /// <summary>Not the request's fault: the database cannot be reached or opened, is busy, or takes no changes because it is read-only, full or damaged.</summary>
    public bool IsRefusal(Exception? e) => Finds(e, IsRefusal);

    /// <summary>There is no room left on its disk.</summary>
    public bool IsFull(Exception? e) => Finds(e, IsFull);

    protected abstract bool IsConflict(DbException e);

    protected abstract bool IsRefusal(DbException e);

    protected abstract bool IsFull(DbException e);

    private static bool Finds(Exception? e, Func<DbException, bool> isIt) => e is not null && ((e is DbException error && isIt(error)) || Finds(e.InnerException, isIt));
}
