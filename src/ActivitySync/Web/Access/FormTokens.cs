using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ActivitySync.Data;

namespace ActivitySync.Web.Access;

/// <summary>
/// Tokens in the page's forms. A form of another site can't know them, since they depend on the session and the path.
/// </summary>
internal sealed class FormTokens(SecretProtector protector)
{
    /// <summary>The name of the hidden field.</summary>
    public const string Field = "token";

    private const int SignatureBytes = 16;

    /// <param name="sessionKey">The key of the session; empty before signing in.</param>
    /// <param name="path">The path that the form posts to.</param>
    public string Create(string sessionKey, string path) =>
        Base64Url.EncodeToString(protector.Sign($"form {sessionKey} {path}").AsSpan(0, SignatureBytes));

    public bool IsValid(string? token, string sessionKey, string path) =>
        token is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(token),
            Encoding.UTF8.GetBytes(Create(sessionKey, path))
        );
}
