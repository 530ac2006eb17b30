using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CsmPartners.Tests.Support;

/// <summary>A passkey as a person's device keeps it: makes itself known once, then proves that it is the same (WebAuthn, ES256, no attestation).</summary>
internal sealed class SecurityKey : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private string user = "";
    private uint uses;

    public void Dispose() => key.Dispose();

    /// <summary>What <c>navigator.credentials.create</c> answers.</summary>
    public string Create(string options, string origin)
    {
        var asked = JsonElement.Parse(options);
        user = asked.GetProperty("user").GetProperty("id").GetString()!;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        byte[] publicKey = [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. point.X!, 0x22, 0x58, 32, .. point.Y!];
        byte[] data = [.. Head(asked.GetProperty("rp").GetProperty("id").GetString()!, 0x45), .. new byte[16], 0, (byte)id.Length, .. id, .. publicKey];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Credential(new { clientDataJSON = Encode(ClientData("webauthn.create", asked, origin)), attestationObject = Encode(attestation), transports = new[] { "internal" } });
    }

    /// <summary>What <c>navigator.credentials.get</c> answers.</summary>
    public string Get(string options, string origin)
    {
        var asked = JsonElement.Parse(options);
        var client = ClientData("webauthn.get", asked, origin);
        var data = Head(asked.GetProperty("rpId").GetString()!, 0x05);
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new { clientDataJSON = Encode(client), authenticatorData = Encode(data), signature = Encode(signature), userHandle = user });
    }

    private byte[] Head(string site, byte flags)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, ++uses);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(site)), flags, .. counter];
    }

    private string Credential(object response) =>
        JsonSerializer.Serialize(new { id = Encode(id), rawId = Encode(id), type = "public-key", response, clientExtensionResults = new { }, authenticatorAttachment = "platform" });

    private static byte[] ClientData(string type, JsonElement asked, string origin) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = asked.GetProperty("challenge").GetString(), origin, crossOrigin = false });

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
