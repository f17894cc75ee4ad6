using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>
/// Seals secrets that must be kept (tokens) with AES-GCM. The key is a file beside the database, readable by its owner
/// alone, so that a copy of the database gives nothing away.
/// </summary>
internal sealed class SecretProtector(AppSettings settings)
{
    private const int KeyBytes = 32;
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    private readonly Lock _gate = new();
    private byte[]? _key;

    /// <summary>The key's file; losing it means connecting the services again.</summary>
    public string KeyFile { get; } = Path.Combine(settings.ActivitySync.DataDirectory, "secret.key");

    public byte[] Protect(string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(GetOrCreateKey(), TagBytes);
        cipher.Encrypt(nonce, plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes));
        return box;
    }

    /// <exception cref="OperationException">The key is not the one it was sealed with.</exception>
    public string Unprotect(byte[] protectedSecret)
    {
        try
        {
            var plain = new byte[protectedSecret.Length - NonceBytes - TagBytes];
            using var cipher = new AesGcm(GetOrCreateKey(), TagBytes);
            cipher.Decrypt(
                protectedSecret.AsSpan(0, NonceBytes),
                protectedSecret.AsSpan(NonceBytes + TagBytes),
                protectedSecret.AsSpan(NonceBytes, TagBytes),
                plain
            );
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or OverflowException)
        {
            throw new OperationException(
                ErrorKind.ActionRequired,
                $"{KeyFile}: this key does not open the stored tokens; put the right key file back, or connect the service again ('activitysync connect strava --athlete NAME')."
            );
        }
    }

    /// <summary>A signature (HMAC-SHA-256) that only this installation makes, by a key derived for signing alone.</summary>
    public byte[] Sign(string text) =>
        HMACSHA256.HashData(
            HKDF.DeriveKey(HashAlgorithmName.SHA256, GetOrCreateKey(), KeyBytes, info: "signature"u8.ToArray()),
            Encoding.UTF8.GetBytes(text)
        );

    /// <summary>A word that only this installation makes, always the same for a purpose: 32 hexadecimal digits.</summary>
    public string DeriveToken(string purpose)
    {
        const int bytes = 16;
        return Convert.ToHexStringLower(Sign($"word: {purpose}").AsSpan(0, bytes));
    }

    private byte[] GetOrCreateKey()
    {
        lock (_gate)
        {
            return _key ??= File.Exists(KeyFile) ? ReadKey() : CreateKey();
        }
    }

    private byte[] ReadKey()
    {
        var key = File.ReadAllBytes(KeyFile);
        return key.Length == KeyBytes
            ? key
            : throw new OperationException(
                ErrorKind.Failed,
                $"{KeyFile}: not a key of {KeyBytes} bytes; put the right key file back."
            );
    }

    private byte[] CreateKey()
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        DataDirectory.Ensure(settings.ActivitySync.DataDirectory);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var file = new FileStream(KeyFile, options);
            file.Write(key);
            file.Flush(flushToDisk: true);
            return key;
        }
        catch (IOException) when (File.Exists(KeyFile))
        {
            return ReadKey(); // another process made it in this instant
        }
    }
}
