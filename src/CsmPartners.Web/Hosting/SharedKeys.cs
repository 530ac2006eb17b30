using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Keys for cookies, tokens and links that another node has made are known here as soon as something comes that was made with them. The
/// framework looks for them once a day, but for its first two minutes.
/// </summary>
internal sealed class SharedKeys(IKeyRingProvider own, IKeyManager keys, Func<bool> isDatabaseAway, TimeProvider clock) : IKeyRingProvider
{
    /// <summary>Strangers can invent keys; they must not have the database asked at each.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock reading = new();
    private volatile IReadOnlyCollection<IKey> known = [];
    private volatile bool hasOwn;
    private long? readAt;

    /// <exception cref="CryptographicException">There are none yet, and the database is away: nobody has to wait to be told so.</exception>
    public IKeyRing GetCurrentKeyRing()
    {
        if (!hasOwn && isDatabaseAway())
            throw new CryptographicException("The keys are in the database, which does not answer.");
        var ring = own.GetCurrentKeyRing();
        hasOwn = true;
        return new Ring(ring, this);
    }

    private IKey? Find(Guid id)
    {
        if (Known(id) is { } key || isDatabaseAway())
            return Known(id);
        lock (reading)
        {
            if (Known(id) is null && (readAt is not { } last || clock.GetElapsedTime(last) >= Interval))
            {
                readAt = clock.GetTimestamp();
                known = keys.GetAllKeys();
            }

            return Known(id);
        }
    }

    private IKey? Known(Guid id) => known.FirstOrDefault(k => k.KeyId == id);

    private sealed class Ring(IKeyRing inner, SharedKeys shared) : IKeyRing
    {
        public IAuthenticatedEncryptor? DefaultAuthenticatedEncryptor => inner.DefaultAuthenticatedEncryptor;

        public Guid DefaultKeyId => inner.DefaultKeyId;

        public IAuthenticatedEncryptor? GetAuthenticatedEncryptorByKeyId(Guid keyId, out bool isRevoked)
        {
            if (inner.GetAuthenticatedEncryptorByKeyId(keyId, out isRevoked) is { } encryptor)
                return encryptor;
            var key = shared.Find(keyId);
            isRevoked = key?.IsRevoked == true;
            return key?.CreateEncryptor();
        }
    }
}

internal static class SharedKeysHosting
{
    /// <summary>After all that asks the framework for its own.</summary>
    public static void AddSharedKeys(this IServiceCollection services)
    {
        services.Surround<IKeyRingProvider>((own, provider) => new SharedKeys(
            own,
            provider.GetRequiredService<IKeyManager>(),
            () => provider.GetRequiredService<PublishedSiteKeeper>().IsAway,
            provider.GetRequiredService<TimeProvider>()));
        // It reads the keys before the server listens, which no visitor needs.
        services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService"));
    }

    /// <summary>After the framework's own.</summary>
    public static void AddKeylessForms(this IServiceCollection services) => services.Surround<IAntiforgery>((own, _) => new KeylessForms(own));

    private static void Surround<T>(this IServiceCollection services, Func<T, IServiceProvider, T> by)
        where T : class
    {
        var own = services.Last(s => s.ServiceType == typeof(T)).ImplementationType
            ?? throw new InvalidOperationException($"The framework registers its {typeof(T).Name} in another way than this was written for.");
        services.AddSingleton(provider => by((T)ActivatorUtilities.CreateInstance(provider, own), provider));
    }
}
