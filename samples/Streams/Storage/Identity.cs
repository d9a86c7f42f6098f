using System;
using System.Collections.Generic;
using System.Globalization;
using Lstm;
using Microsoft.Data.Sqlite;

namespace Streams.Storage;

/// <summary>The identity of a database's model. Stored states contain the declaration but not the checksum of the weights.</summary>
/// <param name="Declaration">The network's declaration, as stored states contain it.</param>
/// <param name="WeightsChecksum">The checksum of the network's weights, hexadecimal.</param>
internal sealed record Identity(string Declaration, string WeightsChecksum)
{
    public static Identity Of(MetricModel model)
    {
        byte[] stored = new byte[MetricModel.State.ByteCount];
        model.InitialState.CopyTo(stored);
        return new Identity(StateFormat.DeclarationOf(stored), model.WeightsChecksum.ToString("X8", CultureInfo.InvariantCulture));
    }

    /// <summary>Inserts the only row of the table.</summary>
    public void Insert(SqliteConnection connection) => connection.Execute(
        "INSERT INTO model VALUES ($declaration, $checksum)",
        ("$declaration", Declaration),
        ("$checksum", WeightsChecksum));

    /// <summary>Checks that the database has one model, which is the expected one.</summary>
    /// <exception cref="FormatException">It is another one, or there is none, or there are several.</exception>
    public static void Check(SqliteConnection connection, Identity expected)
    {
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = "SELECT declaration, weights_checksum FROM model";
        using SqliteDataReader rows = select.ExecuteReader();
        List<Identity> found = [];
        while (rows.Read())
        {
            found.Add(new Identity(rows.GetString(0), rows.GetString(1)));
        }

        if (found.Count != 1)
        {
            throw new FormatException($"expected one row in the table model, found {found.Count}.");
        }

        if (found[0] != expected)
        {
            throw new FormatException($"expected the model {expected}, found {found[0]}.");
        }
    }

    public override string ToString() => $"{Declaration.ReplaceLineEndings(" ")} with the weights {WeightsChecksum}";
}
