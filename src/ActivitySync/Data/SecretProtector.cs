using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data.Sqlite;
using ActivitySync.FileSystem;

namespace ActivitySync.Data;

/// <summary>
/// Encrypts stored secrets (tokens) with AES-GCM. The key is in a file of its own that only its owner can read, or in
/// the settings (<c>Store:Key</c>), so a copy of the database does not reveal them.
/// </summary>
internal sealed class SecretProtector(AppSettings settings, TimeProvider clock)
{
    private const int KeyBytes = StoreSettings.KeyBytes;
    private const int MaxFileBytes = 4096;

    /// <summary>The lock for replacing an empty key file; deleted afterwards.</summary>
    private const string LockName = "secret.lock";
    private const int MaxAttempts = 20;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    private readonly Lock _gate = new();
    private byte[]? _key;

    /// <summary>The key file. If it is lost, all sources have to be connected again.</summary>
    public string KeyFile { get; } = Path.Combine(settings.ActivitySync.DataDirectory, "secret.key");

    /// <summary>Encrypts a secret, so that it can be decrypted only as what it is.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="name">What it is and whose; null for a secret that belongs to nobody.</param>
    /// <returns>The nonce, the tag and the encrypted secret.</returns>
    public byte[] Protect(string secret, SecretName? name = null)
    {
        var plaintext = Encoding.UTF8.GetBytes(secret);
        var encrypted = new byte[NonceBytes + TagBytes + plaintext.Length];
        var nonce = encrypted.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(GetOrCreateKey(), TagBytes);
        cipher.Encrypt(
            nonce,
            plaintext,
            encrypted.AsSpan(NonceBytes + TagBytes),
            encrypted.AsSpan(NonceBytes, TagBytes),
            name?.ToAssociatedData()
        );
        return encrypted;
    }

    /// <summary>Decrypts a secret.</summary>
    /// <param name="protectedSecret">The result of <see cref="Protect"/>.</param>
    /// <param name="name">The name that it was encrypted with.</param>
    /// <exception cref="OperationException">
    /// The secret was encrypted with another key or another name: it was copied from another row.
    /// </exception>
    public string Unprotect(byte[] protectedSecret, SecretName? name = null)
    {
        try
        {
            using var cipher = new AesGcm(GetOrCreateKey(), TagBytes);
            return Decrypt(cipher, protectedSecret, name);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or OverflowException)
        {
            throw new OperationException(
                ErrorKind.ActionRequired,
                (
                    settings.Store.Key is null
                        ? $"{KeyFile}: the key does not fit the stored tokens. Put the right key file back"
                        : "Store:Key: the key does not fit the stored tokens. Set the right key"
                ) + ", or reconnect the source ('activitysync connect strava --athlete NAME')."
            );
        }
    }

    private static string Decrypt(AesGcm cipher, byte[] protectedSecret, SecretName? name)
    {
        var plain = new byte[protectedSecret.Length - NonceBytes - TagBytes];
        try
        {
            Decrypt(name);
        }
        catch (AuthenticationTagMismatchException) when (name is not null)
        {
            // Older versions encrypted without a name. A secret with another name fails here too.
            Decrypt(null);
        }

        return Encoding.UTF8.GetString(plain);

        void Decrypt(SecretName? expected) =>
            cipher.Decrypt(
                protectedSecret.AsSpan(0, NonceBytes),
                protectedSecret.AsSpan(NonceBytes + TagBytes),
                protectedSecret.AsSpan(NonceBytes, TagBytes),
                plain,
                expected?.ToAssociatedData()
            );
    }

    /// <summary>Computes an HMAC-SHA-256 signature with a key derived for this purpose.</summary>
    public byte[] Sign(string text) =>
        HMACSHA256.HashData(
            HKDF.DeriveKey(HashAlgorithmName.SHA256, GetOrCreateKey(), KeyBytes, info: "signature"u8.ToArray()),
            Encoding.UTF8.GetBytes(text)
        );

    /// <summary>
    /// Derives a token of 32 hexadecimal digits that is always the same for a purpose and that only this installation
    /// can compute.
    /// </summary>
    public string DeriveToken(string purpose)
    {
        const int bytes = 16;
        return Convert.ToHexStringLower(Sign($"word: {purpose}").AsSpan(0, bytes));
    }

    /// <summary>The key as <c>Store:Key</c> has it, for the settings of a copy. It must not be shown.</summary>
    public string GetKeyText() => Convert.ToBase64String(GetOrCreateKey());

    /// <summary>Refuses a key file with another key, which <see cref="WriteKeyFile"/> would not replace.</summary>
    /// <exception cref="OperationException">The key file has another key, or cannot be read.</exception>
    public void CheckKeyFile() =>
        WithKeyFile(() =>
        {
            if (Path.Exists(KeyFile) && ReadKey() is { } stored && !stored.AsSpan().SequenceEqual(GetOrCreateKey()))
            {
                throw new OperationException(
                    ErrorKind.InvalidInput,
                    $"{KeyFile}: the file has another key than Store:Key. Move it away, and retry."
                );
            }
        });

    /// <summary>Writes the key of the settings to the key file, for a database in a file.</summary>
    /// <inheritdoc cref="CheckKeyFile" path="/exception"/>
    public void WriteKeyFile() =>
        WithKeyFile(() =>
        {
            DataDirectory.Ensure(Folder);
            if (!AtomicFile.TryCreate(KeyFile, AtomicFile.OwnerOnly, Write) && IsEmpty)
            {
                AtomicFile.Write(KeyFile, AtomicFile.OwnerOnly, Write);
            }

            CheckKeyFile(); // possibly created by another process

            void Write(Stream file) => file.Write(GetOrCreateKey());
        });

    private void WithKeyFile(Action action)
    {
        try
        {
            action();
        }
        catch (UnsuitableFileException)
        {
            throw CreateInvalidException();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(exception, Folder);
        }
    }

    private byte[] GetOrCreateKey()
    {
        lock (_gate)
        {
            return _key ??= GetKey();
        }
    }

    private byte[] GetKey()
    {
        if (settings.Store.Key is { } given)
        {
            return Convert.FromBase64String(given);
        }

        try
        {
            if (Path.Exists(KeyFile) && ReadKey() is { } stored)
            {
                return stored;
            }

            DataDirectory.Ensure(Folder);
            return AtomicFile.TryCreate(KeyFile, AtomicFile.OwnerOnly, WriteNewKey) || !IsEmpty
                ? ReadKey() ?? throw CreateInvalidException() // possibly created by another process
                : ReplaceEmptyKey();
        }
        catch (UnsuitableFileException)
        {
            throw CreateInvalidException();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Translate(exception, Folder);
        }
    }

    /// <summary>Reads the key; null if the file is empty.</summary>
    private byte[]? ReadKey() =>
        RegularFile.ReadAllBytes(KeyFile, MaxFileBytes) switch
        {
            [] => null,
            { Length: KeyBytes } key => key,
            _ => throw CreateInvalidException(),
        };

    /// <summary>
    /// An earlier version that was interrupted, or a full disk, left an empty file. It is replaced only if nothing is
    /// encrypted, since a lost key may still be in a copy of the folder.
    /// </summary>
    private byte[] ReplaceEmptyKey()
    {
        if (DatabaseCopy.MayHaveTokens(new SqliteFile(settings).Path))
        {
            throw CreateInvalidException();
        }

        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            using (var acquired = FileLock.TryAcquire(Folder, LockName))
            {
                if (acquired is not null)
                {
                    if (IsEmpty) // unless another process was faster
                    {
                        AtomicFile.Write(KeyFile, AtomicFile.OwnerOnly, WriteNewKey);
                    }

                    File.Delete(Path.Combine(Folder, LockName));
                    return ReadKey() ?? throw CreateInvalidException();
                }
            }

            clock.Wait(RetryDelay);
        }

        throw CreateInvalidException();
    }

    private bool IsEmpty => new FileInfo(KeyFile) is { Exists: true, Length: 0 };

    private string Folder => settings.ActivitySync.DataDirectory;

    private static void WriteNewKey(Stream file) => file.Write(RandomNumberGenerator.GetBytes(KeyBytes));

    private OperationException CreateInvalidException() =>
        new(ErrorKind.Failed, $"{KeyFile}: not a key of {KeyBytes} bytes. Put the right key file back.");
}

/// <summary>Says what a stored secret is. It is authenticated with the secret, and not stored.</summary>
/// <param name="AthleteId">The row ID of the athlete.</param>
/// <param name="Source">The source that issued it.</param>
/// <param name="Name">The name of its column.</param>
internal sealed record SecretName(long AthleteId, string Source, string Name)
{
    public byte[] ToAssociatedData() =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{AthleteId}\n{Source}\n{Name}"));
}
